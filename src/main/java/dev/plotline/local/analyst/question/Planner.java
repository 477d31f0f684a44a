package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a query of what the rules took out of a sentence, or says why it can't.
final class Planner {
  private static final int SHOWN = 20;
  private static final String WHOLE = "A share needs a column to split the whole by.";

  private final Intent intent;
  private final Table table;
  private final List<String> notes;

  private Planner(Intent intent) {
    this.intent = intent;
    this.table = intent.table;
    this.notes = new ArrayList<>(intent.notes);
  }

  static Reading plan(Intent intent) {
    var planner = new Planner(intent);
    try {
      Roles.settle(intent);
      var analysis = planner.analysis();
      var missing = Coverage.missing(intent, analysis);
      if (missing.isPresent()) {
        return new Reading.Unfit(intent.table, missing.get());
      }
      var chart = Charts.fitting(intent.chart, analysis, planner.notes);
      return new Reading.Asked(
          new Query(intent.table, analysis, intent.filters, chart, planner.notes));
    } catch (Declined declined) {
      return declined.reading();
    }
  }

  private Analysis analysis() throws Declined {
    if (intent.has(Kind.MISSING)) {
      return new Analysis.Missing(intent.measured(table.columns()));
    }
    if (intent.has(Kind.DUPLICATES)) {
      return new Analysis.Duplicates();
    }
    if (intent.has(Kind.ROWS)) {
      var ranking = intent.ranking == null ? new Ranking(10, true) : intent.ranking;
      return new Analysis.Rows(ranking.count(), intent.first(), ranking.highest());
    }
    if (intent.has(Kind.CORRELATION) || pairs()) {
      return correlation();
    }
    var groups = Grouping.of(intent);
    if (intent.has(Kind.DISTRIBUTION) || (intent.chart == Chart.BOX && intent.first() != null)) {
      return distribution(groups);
    }
    if (ranksRows(groups)) {
      return rows();
    }
    if (intent.has(Kind.SHARE)) {
      return share(groups);
    }
    if (intent.has(Kind.DISTINCT) && groups.isEmpty() && intent.filters.isEmpty()) {
      return new Analysis.Distinct(required("different values"));
    }
    boolean trend = intent.has(Kind.TREND) || intent.has(Kind.GROWTH);
    if (trend && intent.statistics.size() < 2) {
      return trend(groups);
    }
    if (trend && groups.stream().noneMatch(Grouping::isTime)) {
      groups.addFirst(Grouping.timeline(table));
    }
    return SummaryPlan.of(intent, groups, notes);
  }

  /// "Price vs size" is a cloud of points, unless something else is said.
  private boolean pairs() {
    var columns = intent.measured(List.of());
    return intent.versus
        && columns.size() == 2
        && columns.stream().allMatch(Column::numeric)
        && intent.statistics.isEmpty()
        && intent.groups.isEmpty()
        && !intent.timed()
        && !intent.has(Kind.TREND)
        && !intent.has(Kind.GROWTH);
  }

  private Analysis correlation() throws Declined {
    var columns = intent.measured(table.numbers());
    for (var column : columns) {
      intent.numeric(column);
    }
    if (columns.size() < 2) {
      throw Declined.unfit(table, "A correlation needs two columns of numbers.");
    }
    return new Analysis.Correlation(columns);
  }

  private Analysis distribution(List<Group> groups) throws Declined {
    var by = groups.isEmpty() ? null : groups.getFirst().column();
    var column = intent.first();
    if (column == null && by != null) {
      return new Analysis.Distribution(by, null);
    }
    if (by != null && !(groups.getFirst() instanceof Group.ByValue)) {
      throw Declined.unfit(table, "I can't show distributions over time.");
    }
    return new Analysis.Distribution(column == null ? required("the distribution") : column, by);
  }

  /// "Top 5 by price", "who has the highest salary": whole rows, not groups of them.
  private boolean ranksRows(List<Group> groups) {
    return intent.ranking != null
        && groups.isEmpty()
        && !intent.measures.isEmpty()
        && (intent.statistics.isEmpty() || intent.has(Kind.WHICH) || intent.has(Kind.SORTED));
  }

  private Analysis rows() throws Declined {
    var ranking = java.util.Objects.requireNonNull(intent.ranking);
    var by = intent.numeric(required("the ranking"));
    int all = intent.has(Kind.SORTED) ? SHOWN : 1;
    int count = ranking.count() == Integer.MAX_VALUE ? all : ranking.count();
    return new Analysis.Rows(count, by, ranking.highest());
  }

  private Analysis share(List<Group> groups) throws Declined {
    var measures = new ArrayList<>(intent.measured(List.of()));
    var numbers = measures.stream().filter(Column::numeric).toList();
    if (groups.isEmpty() && numbers.size() == measures.size()) {
      return shareOfValue(numbers.isEmpty() ? null : numbers.getFirst());
    }
    if (groups.isEmpty()) {
      var category =
          measures.stream()
              .filter(Column::categorical)
              .findFirst()
              .orElseThrow(() -> Declined.unfit(table, WHOLE));
      measures.remove(category);
      groups = List.of(new Group.ByValue(category));
    }
    var measure = measures.isEmpty() ? null : intent.numeric(measures.getFirst());
    boolean flag = groups.getFirst().column().type() == Column.Type.BOOLEAN;
    return new Analysis.Share(measure, groups.getFirst(), flag ? "true" : null);
  }

  /// "What percentage is Adelie?": the whole is all species, and the filter names the part.
  private Analysis shareOfValue(@Nullable Column measure) throws Declined {
    for (var filter : intent.filters) {
      if (filter instanceof Filter.Values(Column column, var values, boolean wanted) && wanted) {
        intent.filters.remove(filter);
        return new Analysis.Share(
            measure, new Group.ByValue(column), values.size() == 1 ? values.getFirst() : null);
      }
    }
    throw Declined.unfit(table, WHOLE);
  }

  private Analysis trend(List<Group> groups) throws Declined {
    var time = groups.stream().filter(Grouping::isTime).findFirst();
    var others = groups.stream().filter(g -> !g.equals(time.orElse(null))).toList();
    Column split = others.isEmpty() ? null : others.getFirst().column();
    var measures =
        intent.has(Kind.COUNT) && intent.measures.isEmpty()
            ? List.<Column>of()
            : intent.measured(table.numbers());
    for (var column : measures) {
      intent.numeric(column);
    }
    if (split != null && measures.size() > 1 && intent.measures.isEmpty()) {
      throw Declined.unfit(table, "Of which column do you want the trend?");
    }
    return new Analysis.Trend(
        measures,
        measures.isEmpty()
            ? Statistic.COUNT
            : intent.statistics.isEmpty()
                ? Defaults.of(measures, notes)
                : intent.statistics.getFirst(),
        time.isPresent() ? time.get() : Grouping.timeline(table),
        split,
        intent.has(Kind.GROWTH));
  }

  private Column required(String what) throws Declined {
    var column = intent.first();
    if (column == null) {
      throw Declined.unfit(table, "Of which column do you want " + what + "?");
    }
    return column;
  }
}
