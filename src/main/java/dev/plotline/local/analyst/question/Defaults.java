package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.List;

/// Which statistic is meant when none is named; a note says so.
final class Defaults {
  private Defaults() {}

  /// Levels are averaged, amounts are added up.
  static Statistic of(List<Column> measures, List<String> notes) {
    boolean level = measures.stream().anyMatch(Spans::isLevel);
    notes.add(
        level
            ? "The values are averaged; say “total” for sums."
            : "The values are added up; say “average” for averages.");
    return level ? Statistic.MEAN : Statistic.SUM;
  }

  /// "How many species" asks for the different ones, "how many units" for their sum.
  static Statistic counting(List<Column> measures, List<String> notes) {
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
  static boolean counts(Intent intent) {
    return intent.countable
        || intent.has(Kind.COUNT)
        || intent.has(Kind.COMMON)
        || intent.statistics.equals(List.of(Statistic.COUNT));
  }
}
