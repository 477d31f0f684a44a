package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Plans statistics of measures by groups, and what comes instead when hardly anything was said.
final class SummaryPlan {
  private static final List<Statistic> ALL =
      List.of(
          Statistic.COUNT,
          Statistic.SUM,
          Statistic.MEAN,
          Statistic.MEDIAN,
          Statistic.MIN,
          Statistic.MAX);
  private static final int SHOWN = 20;

  private final Intent intent;
  private final Table table;
  private final List<String> notes;
  private final List<Column> measures = new ArrayList<>();
  private final List<Statistic> statistics;
  private List<Group> groups;

  private SummaryPlan(Intent intent, List<Group> groups, List<String> notes) {
    this.intent = intent;
    this.table = intent.table;
    this.notes = notes;
    this.groups = groups;
    this.statistics = new ArrayList<>(intent.statistics);
  }

  static Analysis of(Intent intent, List<Group> groups, List<String> notes) throws Declined {
    var plan = new SummaryPlan(intent, groups, notes);
    plan.measures();
    plan.counting();
    if (plan.measures.isEmpty() && plan.groups.isEmpty() && plan.statistics.isEmpty()) {
      return plan.hardlyAnything();
    }
    plan.unnamed();
    return plan.measures.isEmpty() ? plan.overTime(List.of(Statistic.COUNT)) : plan.measured();
  }

  /// A name alone is what rows are counted by; everything else is measured.
  private void measures() {
    for (var column : intent.measured(List.of())) {
      if (column.categorical()
          && groups.isEmpty()
          && intent.statistics.isEmpty()
          && !intent.has(Kind.COUNT)
          && !intent.has(Kind.DISTINCT)) {
        groups = List.of(new Group.ByValue(column));
      } else {
        measures.add(column);
      }
    }
  }

  private void counting() throws Declined {
    if (intent.has(Kind.DISTINCT)) {
      statistics.add(Statistic.DISTINCT);
    } else if (intent.has(Kind.COUNT) && intent.statistics.contains(Statistic.MEAN)) {
      // "The average number of units" is the average of the units.
      if (measures.isEmpty()) {
        throw new Declined(new Reading.Unsupported(table, "average how many rows there are"));
      }
    } else if (intent.has(Kind.COUNT)) {
      statistics.add(Defaults.counting(measures, notes));
    }
  }

  private Analysis hardlyAnything() throws Declined {
    if (!intent.filters.isEmpty()) {
      return new Analysis.Rows(SHOWN, null, true);
    }
    if (intent.chart == Chart.AUTO && Grouping.hasTimeline(table) && !table.numbers().isEmpty()) {
      var numbers = table.numbers();
      return new Analysis.Trend(
          numbers, Defaults.of(numbers, notes), Grouping.timeline(table), null, false);
    }
    if (intent.has(Kind.OVERVIEW) || intent.chart == Chart.AUTO) {
      return new Analysis.Overview();
    }
    throw new Declined(new Reading.Nothing(table));
  }

  /// What to measure when no column was named.
  private void unnamed() throws Declined {
    if (!measures.isEmpty()) {
      return;
    }
    var numbers = table.numbers();
    if (!statistics.isEmpty() && !statistics.equals(List.of(Statistic.COUNT))) {
      if (numbers.isEmpty()) {
        throw Declined.unfit(table, "There is no column of numbers in this table.");
      }
      notes.add("No column was named, so all columns of numbers are taken.");
      measures.addAll(numbers);
    } else if (intent.ranking != null && !Defaults.counts(intent)) {
      if (numbers.size() != 1) {
        throw Declined.unfit(table, "By which column shall I rank?");
      }
      measures.addAll(numbers);
    }
  }

  private Analysis measured() throws Declined {
    if (statistics.isEmpty() && groups.isEmpty()) {
      for (var filter : intent.filters) {
        if (filter instanceof Filter.Dates d && d.from() != null && d.from().equals(d.to())) {
          return new Analysis.Rows(SHOWN, null, true);
        }
        if (Spans.isLong(filter)) {
          groups = List.of(Grouping.timeline(table));
          break;
        }
      }
    }
    boolean distinct = statistics.equals(List.of(Statistic.DISTINCT));
    if (distinct && groups.isEmpty() && intent.filters.isEmpty() && measures.size() == 1) {
      return new Analysis.Distinct(measures.getFirst());
    }
    if (!Set.of(Statistic.COUNT, Statistic.DISTINCT).containsAll(statistics)
        || statistics.isEmpty()) {
      for (var column : measures) {
        intent.numeric(column);
      }
    }
    if (statistics.isEmpty()) {
      statistics.addAll(groups.isEmpty() ? all() : List.of(Defaults.of(measures, notes)));
    }
    return overTime(statistics);
  }

  /// All that are worth saying: the sum of temperatures isn't.
  private List<Statistic> all() {
    boolean levels = measures.stream().allMatch(Spans::isLevel);
    return ALL.stream().filter(s -> s != Statistic.SUM || !levels).toList();
  }

  /// One statistic for each stretch of time is a trend.
  private Analysis overTime(List<Statistic> statistics) {
    var time =
        groups.stream().filter(g -> g instanceof Group.ByPeriod || g.column().years()).findFirst();
    var other = groups.stream().filter(g -> !time.equals(java.util.Optional.of(g))).toList();
    boolean splits = other.size() == 1 && other.getFirst() instanceof Group.ByValue;
    if (time.isEmpty()
        || statistics.size() > 1
        || intent.ranking != null
        || (!other.isEmpty() && (!splits || measures.size() > 1))) {
      return new Analysis.Summary(measures, statistics, groups, intent.ranking);
    }
    return new Analysis.Trend(
        measures,
        statistics.getFirst(),
        time.get(),
        splits ? other.getFirst().column() : null,
        false);
  }
}
