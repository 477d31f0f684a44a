package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Statistic;

/// Code for statistics of columns, over all rows or for each group.
final class SummaryCode {
  private SummaryCode() {}

  static String write(Analysis.Summary summary, Chart chart, String title) {
    return switch (summary.groups().size()) {
      case 0 -> all(summary, chart, title);
      case 1 -> GroupedCode.write(summary, chart, title);
      default -> PairedCode.write(summary, chart, title);
    };
  }

  private static String all(Analysis.Summary summary, Chart chart, String title) {
    var parts = new SummaryParts(summary, title);
    if (summary.measures().isEmpty()) {
      return "print('Rows:', len(df))\n";
    }
    String code =
        Python.fill(
            """
            result = df[$columns].agg($methods).T
            result.columns = $names
            print($title)
            print(result.to_csv(index_label='column'))
            """,
            "columns",
            Python.list(summary.measures().stream().map(Column::name).toList()),
            "methods",
            Python.list(summary.statistics().stream().map(Statistic::method).toList()),
            "names",
            Python.list(summary.statistics().stream().map(Statistic::word).toList()),
            "title",
            parts.heading());
    return code + parts.missing() + chart(summary, chart, title);
  }

  private static String chart(Analysis.Summary summary, Chart chart, String title) {
    return switch (chart) {
      case BAR ->
          summary.measures().size() < 2
              ? ""
              : Draw.grouped("result", summary.statistics().getFirst().word(), title);
      case AUTO ->
          summary.statistics().size() < 3 || summary.measures().size() > 1
              ? ""
              : DistributionCode.histogram(summary.measures().getFirst());
      case NONE, LINE, PIE, SCATTER, HISTOGRAM, BOX -> "";
    };
  }
}
