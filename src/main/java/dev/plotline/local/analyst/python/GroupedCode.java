package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Group;
import dev.plotline.local.analyst.question.Ranking;
import dev.plotline.local.analyst.question.Statistic;

/// Code for statistics of each group, the highest first.
final class GroupedCode {
  private final Analysis.Summary summary;
  private final Chart chart;
  private final String title;
  private final SummaryParts parts;

  private GroupedCode(Analysis.Summary summary, Chart chart, String title) {
    this.summary = summary;
    this.chart = chart;
    this.title = title;
    this.parts = new SummaryParts(summary, title);
  }

  static String write(Analysis.Summary summary, Chart chart, String title) {
    return new GroupedCode(summary, chart, title)
        .grouped(GroupCode.of(summary.groups().getFirst()));
  }

  private String grouped(GroupCode group) {
    String first = parts.first();
    var code = new StringBuilder(group.setup());
    if (summary.measures().isEmpty()) {
      code.append(
          Python.fill(
              "result = df.groupby($key$observed).size().reset_index(name='number of rows')\n",
              "key",
              group.key(),
              "observed",
              parts.observed()));
    } else if (summary.measures().size() * summary.statistics().size() == 1) {
      return code.append(single(group)).append(parts.report())
          + overall()
          + parts.missing()
          + chart(group.name(), first);
    } else {
      code.append(
          Python.fill(
              """
              result = df.groupby($key$observed).agg(**{
              $aggregates}).reset_index()
              """,
              "key",
              group.key(),
              "observed",
              parts.observed(),
              "aggregates",
              parts.aggregates()));
    }
    code.append(order(first)).append(parts.report());
    return code + overall() + parts.missing() + chart(group.name(), first);
  }

  private String single(GroupCode group) {
    return Python.fill(
        """
        result = (
            df.groupby($key$observed)[$column]
            .$method()
        $sorted    .rename($name)
            .reset_index()
        )
        """,
        "key",
        group.key(),
        "observed",
        parts.observed(),
        "column",
        Python.text(summary.measures().getFirst().name()),
        "method",
        summary.statistics().getFirst().method(),
        "sorted",
        sorted(),
        "name",
        Python.text(parts.first()));
  }

  private String sorted() {
    var ranking = summary.ranking();
    if (ranking == null && !named()) {
      return "";
    }
    boolean lowest = ranking != null && !ranking.highest();
    String head =
        ranking == null || ranking.count() == Integer.MAX_VALUE
            ? ""
            : "    .head(" + ranking.count() + ")\n";
    return "    .sort_values(ascending="
        + (lowest ? "True" : "False")
        + ", kind='stable')\n"
        + head;
  }

  private String order(String first) {
    var ranking = summary.ranking();
    if (ranking == null && !named()) {
      return "";
    }
    var by = ranking == null ? Ranking.all(true) : ranking;
    return Python.fill(
        "result = result.sort_values($first, ascending=$ascending$stable)$head\n",
        "first",
        Python.text(first),
        "ascending",
        by.highest() ? "False" : "True",
        "stable",
        ", kind='stable'",
        "head",
        by.count() == Integer.MAX_VALUE ? "" : ".head(" + by.count() + ")");
  }

  /// Names are sorted by their values; times have an order of their own.
  private boolean named() {
    return summary.groups().getFirst() instanceof Group.ByValue(Column column) && !column.ordered();
  }

  private String overall() {
    if (summary.measures().size() != 1 || summary.statistics().size() != 1) {
      return "";
    }
    var column = summary.measures().getFirst();
    return "print('Overall:', %s.%s())\n"
        .formatted(FilterCode.item(column), summary.statistics().getFirst().method());
  }

  private String chart(String label, String value) {
    return switch (chart) {
      case NONE, SCATTER, HISTOGRAM, BOX -> "";
      case PIE -> Draw.pie(label, value, title);
      case LINE -> Draw.line(label, value, title);
      case AUTO, BAR ->
          several()
              ? Draw.grouped(
                  "result.set_index(" + Python.text(label) + ")",
                  summary.measures().size() == 1 ? summary.measures().getFirst().name() : "Value",
                  title)
              : Draw.bars(label, value, title);
    };
  }

  /// Several bars a group make sense when they measure the same kind of thing.
  private boolean several() {
    return summary.measures().size() * summary.statistics().size() > 1
        && !summary.statistics().contains(Statistic.COUNT)
        && !summary.statistics().contains(Statistic.DISTINCT);
  }
}
