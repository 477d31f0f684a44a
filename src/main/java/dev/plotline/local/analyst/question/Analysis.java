package dev.plotline.local.analyst.question;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be found out.
public sealed interface Analysis {
  /// What the table holds, at a glance.
  record Overview() implements Analysis {}

  /// Some rows as they are; sorted by a column when ranked.
  record Rows(int count, @Nullable Column by, boolean highest) implements Analysis {}

  /// Statistics of measures, for each group; without measures rows are counted. Two groups make a
  /// pivot.
  record Summary(
      List<Column> measures,
      List<Statistic> statistics,
      List<Group> groups,
      @Nullable Ranking ranking)
      implements Analysis {
    /// Copies the lists.
    public Summary {
      measures = List.copyOf(measures);
      statistics = List.copyOf(statistics);
      groups = List.copyOf(groups);
    }

    /// Whether two groups cross in a table of single numbers.
    public boolean isPivot() {
      return groups.size() == 2 && measures.size() < 2 && statistics.size() == 1;
    }
  }

  /// Measures over time, one line each; `growth` asks for the rates of change too.
  record Trend(
      List<Column> measures,
      Statistic statistic,
      Group time,
      @Nullable Column split,
      boolean growth)
      implements Analysis {
    /// Copies the measures.
    public Trend {
      measures = List.copyOf(measures);
    }
  }

  /// How the values of a column are spread.
  record Distribution(Column column, @Nullable Column by) implements Analysis {}

  /// How columns go together: two in a cloud of points, more in a matrix.
  record Correlation(List<Column> columns) implements Analysis {
    /// Copies the columns.
    public Correlation {
      columns = List.copyOf(columns);
    }
  }

  /// The part of the whole that each group has, of a measure or of the rows.
  record Share(@Nullable Column measure, Group group, @Nullable String of) implements Analysis {}

  /// The different values of a column.
  record Distinct(Column column) implements Analysis {}

  /// What is missing, per column.
  record Missing(List<Column> columns) implements Analysis {
    /// Copies the columns.
    public Missing {
      columns = List.copyOf(columns);
    }
  }

  /// Rows that are there more than once.
  record Duplicates() implements Analysis {}
}
