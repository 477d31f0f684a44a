package dev.plotline.local.analyst.question;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition that rows must meet.
public sealed interface Filter {
  /// One of these values, or none of them; compared without regard to case.
  record Values(Column column, List<String> values, boolean wanted) implements Filter {
    /// Copies the values.
    public Values {
      values = List.copyOf(values);
    }
  }

  /// A value found in some text column or other: which one, the data must tell.
  record Somewhere(List<Column> columns, String value, boolean wanted) implements Filter {
    /// Copies the columns.
    public Somewhere {
      columns = List.copyOf(columns);
    }
  }

  /// A number compared, with Python's operator.
  record Compared(Column column, String operator, String number) implements Filter {}

  /// A number from one to another, both included.
  record Between(Column column, String low, String high) implements Filter {}

  /// From a day to another, both included; either may be open. `said` is how it was put.
  record Dates(Column column, @Nullable LocalDate from, @Nullable LocalDate to, String said)
      implements Filter {}

  /// Some months of the year, whatever the year: 1 to 12.
  record Months(Column column, List<Integer> months, String said) implements Filter {
    /// Copies the months.
    public Months {
      months = List.copyOf(months);
    }
  }

  /// Some whole years, which need not be neighbours.
  record Years(Column column, List<Integer> years) implements Filter {
    /// Copies the years.
    public Years {
      years = List.copyOf(years);
    }
  }

  /// The last or first stretch of the data.
  record Recent(Column column, int count, Period period, boolean last) implements Filter {}

  /// Rows where a column is empty, or where it isn't.
  record Empty(Column column, boolean wanted) implements Filter {}

  /// The columns it is about.
  default List<Column> about() {
    return switch (this) {
      case Values f -> List.of(f.column());
      case Somewhere f -> f.columns();
      case Compared f -> List.of(f.column());
      case Between f -> List.of(f.column());
      case Dates f -> List.of(f.column());
      case Months f -> List.of(f.column());
      case Years f -> List.of(f.column());
      case Recent f -> List.of(f.column());
      case Empty f -> List.of(f.column());
    };
  }

  /// The condition in words, to follow "where" or "only".
  default String words() {
    return switch (this) {
      case Values(Column c, var values, boolean wanted) ->
          c.name() + (wanted ? " is " : " is not ") + String.join(" or ", values);
      case Somewhere(_, String value, boolean wanted) -> (wanted ? "" : "not ") + value;
      case Compared(Column c, String operator, String number) ->
          c.name()
              + switch (operator) {
                case ">" -> " is over ";
                case ">=" -> " is at least ";
                case "<" -> " is under ";
                case "<=" -> " is at most ";
                case "!=" -> " is not ";
                default -> " is ";
              }
              + number;
      case Between(Column c, String low, String high) ->
          c.name() + " is between " + low + " and " + high;
      case Dates f -> f.said();
      case Months f -> "in " + f.said() + " of every year";
      case Years f -> String.join(", ", f.years().stream().map(String::valueOf).toList());
      case Recent(_, int count, Period period, boolean last) ->
          (last ? "last " : "first ")
              + (count == 1 ? period.word() : count + " " + period.word() + "s")
              + " of the data";
      case Empty(Column c, boolean wanted) ->
          c.name() + (wanted ? " is missing" : " is not missing");
    };
  }
}
