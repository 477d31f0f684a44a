package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes sure that a plan holds everything that was said: to leave out the groups or one of the
/// columns would answer another question.
final class Coverage {
  private final Intent intent;

  private Coverage(Intent intent) {
    this.intent = intent;
  }

  /// A sentence about what `analysis` leaves out, if anything.
  static Optional<String> missing(Intent intent, Analysis analysis) {
    var coverage = new Coverage(intent);
    if (!coverage.groups(analysis)) {
      return Optional.of("I can't split that into groups.");
    }
    if (!coverage.measures(analysis)) {
      return Optional.of("I can do that for one column at a time.");
    }
    if (!coverage.statistics(analysis)) {
      return Optional.of("I can't combine that with a statistic.");
    }
    if (!coverage.time(analysis)) {
      return Optional.of("I can't combine that with a trend.");
    }
    return coverage.ranking(analysis)
        ? Optional.empty()
        : Optional.of("I can't combine that with a ranking.");
  }

  private boolean groups(Analysis analysis) {
    int said = intent.groups.size() + (intent.timed() && untimed() ? 1 : 0);
    return switch (analysis) {
      case Analysis.Summary summary -> summary.groups().size() >= said;
      case Analysis.Trend(_, _, _, Column split, _) -> said <= (split == null ? 1 : 2);
      case Analysis.Distribution(_, Column by) ->
          said <= (by == null ? 0 : 1) || (by == null && said == 1 && intent.measures.isEmpty());
      case Analysis.Share _ -> said <= 1;
      case Analysis.Overview _,
          Analysis.Rows _,
          Analysis.Correlation _,
          Analysis.Distinct _,
          Analysis.Missing _,
          Analysis.Duplicates _ ->
          said == 0;
    };
  }

  private boolean time(Analysis analysis) {
    boolean growth = intent.has(Kind.GROWTH);
    if (!growth && !intent.has(Kind.TREND)) {
      return true;
    }
    return switch (analysis) {
      case Analysis.Trend trend -> trend.growth() == growth;
      case Analysis.Summary summary ->
          !growth && summary.groups().stream().anyMatch(Grouping::isTime);
      case Analysis.Overview _,
          Analysis.Rows _,
          Analysis.Distribution _,
          Analysis.Share _,
          Analysis.Correlation _,
          Analysis.Distinct _,
          Analysis.Missing _,
          Analysis.Duplicates _ ->
          false;
    };
  }

  private boolean untimed() {
    return intent.groups.stream().noneMatch(g -> g.column().temporal());
  }

  private boolean measures(Analysis analysis) {
    int said = (int) intent.measures.stream().flatMap(m -> m.columns().stream()).distinct().count();
    return switch (analysis) {
      case Analysis.Trend(var measures, _, _, Column split, _) ->
          split == null || measures.size() <= 1;
      case Analysis.Distribution _, Analysis.Distinct _ -> said <= 1;
      case Analysis.Rows(_, Column by, _) -> by == null || said <= 1;
      case Analysis.Share(Column measure, _, _) ->
          intent.measures.stream().filter(m -> m.column().numeric()).count()
              <= (measure == null ? 0 : 1);
      case Analysis.Summary _,
          Analysis.Overview _,
          Analysis.Correlation _,
          Analysis.Missing _,
          Analysis.Duplicates _ ->
          true;
    };
  }

  private boolean statistics(Analysis analysis) {
    var said = intent.statistics;
    return switch (analysis) {
      case Analysis.Summary _ -> true;
      case Analysis.Trend trend -> said.isEmpty() || said.equals(List.of(trend.statistic()));
      case Analysis.Rows _ -> Set.of(Statistic.MIN, Statistic.MAX).containsAll(said);
      case Analysis.Share _, Analysis.Missing _ ->
          Set.of(Statistic.SUM, Statistic.COUNT).containsAll(said);
      case Analysis.Distinct _ -> Set.of(Statistic.COUNT, Statistic.DISTINCT).containsAll(said);
      case Analysis.Overview _,
          Analysis.Distribution _,
          Analysis.Correlation _,
          Analysis.Duplicates _ ->
          said.isEmpty();
    };
  }

  private boolean ranking(Analysis analysis) {
    boolean cuts = intent.ranking != null && intent.ranking.count() < Integer.MAX_VALUE;
    return switch (analysis) {
      case Analysis.Rows _ -> true;
      case Analysis.Summary summary -> !cuts || summary.groups().size() == 1;
      case Analysis.Distribution _, Analysis.Share _, Analysis.Distinct _, Analysis.Missing _ ->
          !cuts;
      case Analysis.Trend _, Analysis.Overview _, Analysis.Correlation _, Analysis.Duplicates _ ->
          !cuts && (intent.ranking == null || intent.has(Kind.SORTED));
    };
  }
}
