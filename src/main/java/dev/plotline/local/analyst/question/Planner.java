package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a query of what the rules took out of a sentence, or says why it can't.
final class Planner {
  private static final List<Statistic> ALL =
      List.of(
          Statistic.COUNT,
          Statistic.SUM,
          Statistic.MEAN,
          Statistic.MEDIAN,
          Statistic.MIN,
          Statistic.MAX);
  private static final int MOST_GROUPS = 60;
  private static final int SHOWN = 20;

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
      var analysis = planner.analysis();
      var chart = Charts.fitting(intent.chart, analysis, planner.notes);
      return new Reading.Asked(
          new Query(intent.table, analysis, intent.filters, chart, planner.notes));
    } catch (Declined declined) {
      return declined.reading;
    }
  }

  /// "Top 5 products by revenue" and "which product has the highest revenue": the numbers are
  /// measured and the names are grouped by, whichever stands after "by".
  private void rank() {
    boolean ranks = intent.ranking != null || intent.has(Kind.CORRELATION);
    if ((!ranks && !intent.pivot) || intent.has(Kind.ROWS)) {
      return;
    }
    for (var group : List.copyOf(intent.groups)) {
      if (group instanceof Group.ByValue(Column c)
          && c.numeric()
          && !c.years()
          && (intent.has(Kind.CORRELATION)
              || intent.measures.stream().noneMatch(m -> m.column().numeric()))) {
        intent.groups.remove(group);
        intent.measures.add(new Mention.OfColumn(c.name(), List.of(c), true));
      }
    }
    for (var mention : List.copyOf(intent.measures)) {
      if (mention.column().categorical()
          && (intent.pivot || (intent.groups.isEmpty() && intent.period == null))) {
        intent.measures.remove(mention);
        intent.groups.add(new Group.ByValue(mention.column()));
      }
    }
  }

  /// A column that says when is no measure where it tells the time, or where rows are counted.
  private void dropTimes() {
    boolean timed =
        intent.period != null
            || intent.part != null
            || intent.has(Kind.TREND)
            || intent.has(Kind.GROWTH)
            || intent.has(Kind.COUNT)
            || intent.filters.stream().anyMatch(f -> f.about().getFirst().temporal());
    if (timed) {
      intent.measures.removeIf(m -> m.column().temporal());
    }
  }

  private Analysis analysis() throws Declined {
    dropTimes();
    rank();
    if (intent.has(Kind.MISSING)) {
      return new Analysis.Missing(measured(table.columns()));
    }
    if (intent.has(Kind.DUPLICATES)) {
      return new Analysis.Duplicates();
    }
    if (intent.has(Kind.ROWS)) {
      var ranking = intent.ranking == null ? new Ranking(10, true) : intent.ranking;
      return new Analysis.Rows(ranking.count(), first(), ranking.highest());
    }
    if (intent.has(Kind.CORRELATION)) {
      return correlation();
    }
    if (intent.has(Kind.DISTRIBUTION) || (intent.chart == Chart.BOX && first() != null)) {
      return distribution();
    }
    compare();
    if (pairs()) {
      return correlation();
    }
    var groups = groups();
    if (intent.ranking != null
        && groups.isEmpty()
        && !intent.measures.isEmpty()
        && (intent.statistics.isEmpty() || intent.has(Kind.WHICH) || intent.has(Kind.SORTED))) {
      var by = numeric(intent.measures.getFirst().column());
      int all = intent.has(Kind.SORTED) ? SHOWN : 1;
      int count = intent.ranking.count() == Integer.MAX_VALUE ? all : intent.ranking.count();
      return new Analysis.Rows(count, by, intent.ranking.highest());
    }
    if (intent.has(Kind.SHARE)) {
      return share(groups);
    }
    if (intent.has(Kind.DISTINCT) && groups.isEmpty()) {
      return new Analysis.Distinct(required("different values"));
    }
    if (intent.has(Kind.TREND) || intent.has(Kind.GROWTH)) {
      return trend(groups);
    }
    return summary(groups);
  }

  /// "Compare North and South": the named values are the groups.
  private void compare() {
    if (!intent.has(Kind.COMPARE)) {
      if (intent.has(Kind.COUNT) && intent.measures.isEmpty()) {
        // "How many males and females?" asks for both.
        group();
      }
      return;
    }
    // "Compare A and B by weight": the weight is what is compared.
    for (var group : List.copyOf(intent.groups)) {
      if (group.column().numeric() && !group.column().years()) {
        intent.groups.remove(group);
        intent.measures.add(
            new Mention.OfColumn(group.column().name(), List.of(group.column()), true));
      }
    }
    group();
    for (var mention : List.copyOf(intent.measures)) {
      if (mention.column().categorical() && intent.groups.isEmpty() && intent.period == null) {
        intent.measures.remove(mention);
        intent.groups.add(new Group.ByValue(mention.column()));
      }
    }
  }

  private void group() {
    if (!intent.groups.isEmpty() || intent.period != null) {
      return;
    }
    if (intent.filters.stream()
        .anyMatch(f -> f instanceof Filter.Years y && y.years().size() > 1)) {
      intent.period = Period.YEAR;
      return;
    }
    for (var filter : intent.filters) {
      if (filter instanceof Filter.Values(Column column, var values, _) && values.size() > 1) {
        intent.groups.add(new Group.ByValue(column));
        return;
      }
    }
  }

  /// "Price vs size" is a cloud of points, unless something else is said.
  private boolean pairs() {
    var columns = measured(List.of());
    return intent.versus
        && columns.size() == 2
        && columns.stream().allMatch(Column::numeric)
        && intent.statistics.isEmpty()
        && intent.groups.isEmpty()
        && intent.period == null
        && intent.part == null
        && !intent.has(Kind.TREND)
        && !intent.has(Kind.GROWTH);
  }

  private Analysis correlation() throws Declined {
    var columns = measured(table.numbers());
    for (var column : columns) {
      numeric(column);
    }
    if (columns.size() < 2) {
      throw unfit("A correlation needs two columns of numbers.");
    }
    return new Analysis.Correlation(columns);
  }

  private Analysis distribution() throws Declined {
    var groups = groups();
    var by = groups.isEmpty() ? null : groups.getFirst().column();
    var column = first();
    if (column == null && by != null) {
      return new Analysis.Distribution(by, null);
    }
    return new Analysis.Distribution(
        column == null ? required("the distribution of which column") : column, by);
  }

  private Analysis share(List<Group> groups) throws Declined {
    var measures = new ArrayList<>(measured(List.of()));
    var numbers = measures.stream().filter(Column::numeric).toList();
    if (groups.isEmpty() && numbers.size() == measures.size()) {
      return shareOfValue(numbers.isEmpty() ? null : numbers.getFirst());
    }
    if (groups.isEmpty()) {
      var category = measures.stream().filter(Column::categorical).findFirst();
      if (category.isEmpty()) {
        throw unfit("A share needs a column to split the whole by.");
      }
      measures.remove(category.get());
      groups = List.of(new Group.ByValue(category.get()));
    }
    var measure = measures.isEmpty() ? null : numeric(measures.getFirst());
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
    throw unfit("A share needs a column to split the whole by.");
  }

  private Analysis trend(List<Group> groups) throws Declined {
    var time =
        groups.stream()
            .filter(
                g -> !(g instanceof Group.ByValue v) || v.column().years() || v.column().ordered())
            .findFirst()
            .orElse(null);
    Column split = null;
    for (var group : groups) {
      if (group instanceof Group.ByValue(Column column) && !group.equals(time)) {
        split = column;
      }
    }
    if (time == null) {
      time = timeline();
    }
    var measures = measured(table.numbers());
    for (var column : measures) {
      numeric(column);
    }
    return new Analysis.Trend(measures, statistic(measures), time, split, intent.has(Kind.GROWTH));
  }

  private Group timeline() throws Declined {
    var ordered = table.columns().stream().filter(Column::ordered).findFirst();
    if (table.time().isEmpty() && ordered.isPresent()) {
      return new Group.ByValue(ordered.get());
    }
    var column =
        table.time().orElseThrow(() -> unfit("There is no column with dates in this table."));
    return column.years()
        ? new Group.ByValue(column)
        : new Group.ByPeriod(column, Spans.period(column));
  }

  private Analysis summary(List<Group> groups) throws Declined {
    var columns = measured(List.of());
    var measures = new ArrayList<Column>();
    for (var column : columns) {
      if (column.categorical()
          && groups.isEmpty()
          && intent.statistics.isEmpty()
          && !intent.has(Kind.COUNT)) {
        groups = List.of(new Group.ByValue(column));
      } else {
        measures.add(column);
      }
    }
    var statistics = new ArrayList<>(intent.statistics);
    if (intent.has(Kind.DISTINCT)) {
      statistics.add(Statistic.DISTINCT);
    } else if (intent.has(Kind.COUNT)) {
      if (measures.isEmpty() && intent.statistics.contains(Statistic.MEAN)) {
        throw new Declined(new Reading.Unsupported(table, "average how many rows there are"));
      }
      if (!intent.statistics.contains(Statistic.MEAN)) {
        statistics.add(counting(measures));
      }
    }
    if (measures.isEmpty()
        && !statistics.isEmpty()
        && !statistics.equals(List.of(Statistic.COUNT))) {
      measures.addAll(table.numbers());
      notes.add("No column was named, so all columns of numbers are taken.");
    }
    if (measures.isEmpty() && groups.isEmpty() && statistics.isEmpty()) {
      if (intent.has(Kind.OVERVIEW)) {
        return new Analysis.Overview();
      }
      if (!intent.filters.isEmpty()) {
        return new Analysis.Rows(SHOWN, null, true);
      }
      throw new Declined(new Reading.Nothing(table));
    }
    if (measures.isEmpty()) {
      if (intent.ranking != null && !counts()) {
        var numbers = table.numbers();
        if (numbers.size() != 1) {
          throw unfit("By which column shall I rank?");
        }
        measures.addAll(numbers);
      } else {
        return overTime(List.of(), List.of(Statistic.COUNT), groups);
      }
    }
    if (statistics.isEmpty() && groups.isEmpty()) {
      for (var filter : intent.filters) {
        if (filter instanceof Filter.Dates d && d.from() != null && d.from().equals(d.to())) {
          return new Analysis.Rows(SHOWN, null, true);
        }
        if (Spans.isLong(filter)) {
          return trend(groups);
        }
      }
    }
    if (groups.isEmpty()
        && intent.filters.isEmpty()
        && statistics.equals(List.of(Statistic.DISTINCT))
        && measures.size() == 1) {
      return new Analysis.Distinct(measures.getFirst());
    }
    if (!counted(statistics)) {
      for (var column : measures) {
        numeric(column);
      }
    }
    if (statistics.isEmpty()) {
      statistics.addAll(groups.isEmpty() ? ALL : List.of(statistic(measures)));
    }
    return overTime(measures, statistics, groups);
  }

  /// "How many species" asks for the different ones, "how many units" for their sum.
  private Statistic counting(List<Column> measures) {
    if (measures.isEmpty()) {
      return Statistic.COUNT;
    }
    if (measures.stream().noneMatch(Column::numeric)) {
      return Statistic.DISTINCT;
    }
    if (measures.stream().anyMatch(Spans::isLevel)) {
      return Statistic.COUNT;
    }
    notes.add("The values are added up; say “count” for how many there are.");
    return Statistic.SUM;
  }

  /// Whether it is rows that are counted and ranked.
  private boolean counts() {
    return intent.countable
        || intent.has(Kind.COUNT)
        || intent.has(Kind.COMMON)
        || intent.statistics.equals(List.of(Statistic.COUNT));
  }

  private static boolean counted(List<Statistic> statistics) {
    return !statistics.isEmpty()
        && Set.of(Statistic.COUNT, Statistic.DISTINCT).containsAll(statistics);
  }

  /// One statistic for each stretch of time is a trend.
  private Analysis overTime(List<Column> measures, List<Statistic> statistics, List<Group> groups) {
    Group time = null;
    Column split = null;
    for (var group : groups) {
      if (group instanceof Group.ByPeriod || group.column().years()) {
        time = group;
      } else if (group instanceof Group.ByValue(Column column)) {
        split = column;
      }
    }
    boolean splits = groups.size() == 2;
    if (time == null
        || statistics.size() > 1
        || intent.ranking != null
        || (splits && (split == null || measures.size() > 1))) {
      return new Analysis.Summary(measures, statistics, groups, intent.ranking);
    }
    return new Analysis.Trend(measures, statistics.getFirst(), time, split, false);
  }

  private List<Group> groups() throws Declined {
    var groups = new ArrayList<Group>();
    for (var group : intent.groups) {
      if (group instanceof Group.ByPeriod(Column column, _) && intent.period != null) {
        groups.add(new Group.ByPeriod(column, intent.period));
      } else {
        groups.add(group);
      }
    }
    boolean timed = groups.stream().anyMatch(g -> g.column().temporal());
    if ((intent.period != null || intent.part != null) && !timed) {
      groups.add(period());
    }
    if (groups.size() > 2) {
      throw unfit("I can group by two things at most.");
    }
    for (var group : groups) {
      if (group instanceof Group.ByValue(Column c) && c.numeric() && c.distinct() > MOST_GROUPS) {
        throw unfit("Column " + c.name() + " has too many different numbers to group by.");
      }
    }
    return groups;
  }

  private Group period() throws Declined {
    var column =
        table.time().orElseThrow(() -> unfit("There is no column with dates in this table."));
    if (intent.part != null && column.temporal()) {
      return new Group.ByCalendar(column, intent.part);
    }
    if (column.years()) {
      if (intent.period != Period.YEAR) {
        throw unfit("Column " + column.name() + " holds years only.");
      }
      return new Group.ByValue(column);
    }
    return new Group.ByPeriod(column, intent.period == null ? Period.MONTH : intent.period);
  }

  private Statistic statistic(List<Column> measures) {
    if (!intent.statistics.isEmpty()) {
      return intent.statistics.getFirst();
    }
    boolean level = measures.stream().anyMatch(Spans::isLevel);
    notes.add(
        level
            ? "The values are averaged; say “total” for sums."
            : "The values are added up; say “average” for averages.");
    return level ? Statistic.MEAN : Statistic.SUM;
  }

  private Column numeric(Column column) throws Declined {
    boolean extremes =
        !intent.statistics.isEmpty()
            && Set.of(Statistic.MIN, Statistic.MAX).containsAll(intent.statistics);
    if (column.temporal() && extremes) {
      return column;
    }
    if (!column.numeric() && column.type() != Column.Type.MIXED) {
      throw unfit("Column " + column.name() + " holds no numbers.");
    }
    return column;
  }

  private Column required(String what) throws Declined {
    var column = first();
    if (column == null) {
      throw unfit("Of which column do you want " + what + "?");
    }
    return column;
  }

  private @Nullable Column first() {
    return intent.measures.isEmpty() ? null : intent.measures.getFirst().column();
  }

  private List<Column> measured(List<Column> otherwise) {
    var columns = new ArrayList<Column>();
    intent.measures.forEach(m -> columns.addAll(m.columns()));
    return columns.isEmpty() ? otherwise : columns.stream().distinct().toList();
  }

  private Declined unfit(String sentence) {
    return new Declined(new Reading.Unfit(table, sentence));
  }

  /// Why there is no query.
  private static final class Declined extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Reading reading;

    Declined(Reading reading) {
      super(null, null, false, false);
      this.reading = reading;
    }
  }
}
