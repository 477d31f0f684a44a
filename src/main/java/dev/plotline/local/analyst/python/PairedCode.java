package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;

/// Code for statistics of the pairs of two groups: a pivot for one statistic, a list for more.
final class PairedCode {
  private final Analysis.Summary summary;
  private final Chart chart;
  private final String title;
  private final SummaryParts parts;

  private PairedCode(Analysis.Summary summary, Chart chart, String title) {
    this.summary = summary;
    this.chart = chart;
    this.title = title;
    this.parts = new SummaryParts(summary, title);
  }

  static String write(Analysis.Summary summary, Chart chart, String title) {
    var code = new PairedCode(summary, chart, title);
    var one = GroupCode.of(summary.groups().get(0));
    var two = GroupCode.of(summary.groups().get(1));
    return summary.isPivot() ? code.pivot(one, two) : code.nested(one, two);
  }

  private String pivot(GroupCode rows, GroupCode columns) {
    String code =
        rows.setup()
            + columns.setup()
            + Python.fill(
                """
                result = df.groupby([$rows, $columns]$observed)$values.unstack($fill)
                print($title)
                print(result.head(100).to_csv())
                """,
                "rows",
                rows.key(),
                "columns",
                columns.key(),
                "observed",
                parts.observed(),
                "values",
                summary.measures().isEmpty()
                    ? ".size()"
                    : "["
                        + Python.text(summary.measures().getFirst().name())
                        + "]."
                        + summary.statistics().getFirst().method()
                        + "()",
                "fill",
                summary.measures().isEmpty() ? "fill_value=0" : "",
                "title",
                parts.heading());
    return code
        + parts.missing()
        + (chart == Chart.NONE ? "" : Draw.grouped("result.iloc[:, :8]", parts.first(), title));
  }

  private String nested(GroupCode one, GroupCode two) {
    return one.setup()
        + two.setup()
        + Python.fill(
            """
            result = df.groupby([$one, $two]$observed).agg(**{
            $aggregates}).reset_index()
            """,
            "one",
            one.key(),
            "two",
            two.key(),
            "observed",
            parts.observed(),
            "aggregates",
            parts.aggregates())
        + parts.report()
        + parts.missing();
  }
}
