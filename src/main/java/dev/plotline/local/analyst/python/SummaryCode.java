package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Statistic;

/// Code for statistics of columns, over all rows or for each group.
final class SummaryCode {
  private SummaryCode() {}

  static String write(Analysis.Summary summary, Chart chart) {
    var group = GroupCode.of(summary.groups().getFirst());
    var aggregates = new StringBuilder();
    String first = "";
    for (Column measure : summary.measures()) {
      for (Statistic statistic : summary.statistics()) {
        String name = statistic.word() + " " + measure.name();
        first = first.isEmpty() ? name : first;
        aggregates.append(
            Python.fill(
                "    $name: ($column, '$method'),\n",
                "name",
                Python.text(name),
                "column",
                Python.text(measure.name()),
                "method",
                statistic.method()));
      }
    }
    String title = first + " by " + group.name();
    return group.setup()
        + Python.fill(
            """
            result = df.groupby($key).agg(**{
            $aggregates}).sort_values($first, ascending=False).reset_index()

            print($title)
            print(result.to_csv(index=False))

            fig, ax = plt.subplots(figsize=(8, 1.5 + 0.4 * len(result)), layout='constrained')
            ax.barh(result[$column].astype(str), result[$first])
            ax.invert_yaxis()
            ax.set_title($heading)
            ax.set_xlabel($first)
            ax.set_ylabel($column)
            ax.xaxis.set_major_formatter('{x:,.10g}')
            """,
            "key",
            group.key(),
            "aggregates",
            aggregates.toString(),
            "first",
            Python.text(first),
            "title",
            Python.text("# " + title),
            "heading",
            Python.text(title),
            "column",
            Python.text(group.name()));
  }
}
