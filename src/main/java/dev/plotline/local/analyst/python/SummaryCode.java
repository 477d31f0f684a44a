package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Group;
import dev.plotline.local.analyst.question.Ranking;
import dev.plotline.local.analyst.question.Statistic;
import java.util.List;

/// Code for statistics of columns, over all rows or for each group.
final class SummaryCode {
  private static final String COUNT = "number of rows";
  private static final int PRINTED = 100;

  private final Analysis.Summary summary;
  private final Chart chart;
  private final String title;

  private SummaryCode(Analysis.Summary summary, Chart chart, String title) {
    this.summary = summary;
    this.chart = chart;
    this.title = title;
  }

  static String write(Analysis.Summary summary, Chart chart, String title) {
    var code = new SummaryCode(summary, chart, title);
    return switch (summary.groups().size()) {
      case 0 -> code.all();
      case 1 -> code.grouped(GroupCode.of(summary.groups().getFirst()));
      default ->
          summary.measures().size() < 2 && summary.statistics().size() == 1
              ? code.pivot(
                  GroupCode.of(summary.groups().get(0)), GroupCode.of(summary.groups().get(1)))
              : code.nested(
                  GroupCode.of(summary.groups().get(0)), GroupCode.of(summary.groups().get(1)));
    };
  }

  private String all() {
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
            heading());
    return code + missing() + allChart();
  }

  private String allChart() {
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

  private String grouped(GroupCode group) {
    String first = first();
    var code = new StringBuilder(group.setup());
    if (summary.measures().isEmpty()) {
      code.append(
          Python.fill(
              "result = df.groupby($key$observed).size().reset_index(name='number of rows')\n",
              "key",
              group.key(),
              "observed",
              observed()));
    } else if (summary.measures().size() * summary.statistics().size() == 1) {
      return code.append(single(group)).append(report())
          + overall()
          + missing()
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
              observed(),
              "aggregates",
              aggregates()));
    }
    code.append(order(first)).append(report());
    return code + overall() + missing() + chart(group.name(), first);
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
        observed(),
        "column",
        Python.text(summary.measures().getFirst().name()),
        "method",
        summary.statistics().getFirst().method(),
        "sorted",
        sorted(),
        "name",
        Python.text(first()));
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

  /// A calendar's parts keep their order, and those without rows are left out; texts that name
  /// times keep the order in which they come.
  private String observed() {
    var first = summary.groups().getFirst();
    return summary.groups().stream().anyMatch(Group.ByCalendar.class::isInstance)
        ? ", observed=True"
        : first instanceof Group.ByValue && first.column().ordered() ? ", sort=False" : "";
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

  /// More rows than one can read go into a file, and the first of them on the screen.
  private String report() {
    if (summary.groups().stream().mapToLong(Group::size).reduce(1, (a, b) -> a * b) <= PRINTED) {
      return Python.fill(
          """
          print($title)
          print(result.to_csv(index=False))
          """,
          "title",
          heading());
    }
    return Python.fill(
        """
        result.to_csv($file, index=False)
        print('Groups:', len(result))
        print($title)
        print(result.head($most).to_csv(index=False))
        """,
        "file",
        Python.text(FileNames.of(title)),
        "title",
        heading(),
        "most",
        String.valueOf(PRINTED));
  }

  private String overall() {
    if (summary.measures().size() != 1 || summary.statistics().size() != 1) {
      return "";
    }
    var column = summary.measures().getFirst();
    return "print('Overall:', %s.%s())\n"
        .formatted(FilterCode.item(column), summary.statistics().getFirst().method());
  }

  private String missing() {
    var code = new StringBuilder();
    for (var column : summary.measures()) {
      if (column.missing() > 0 && !summary.statistics().equals(List.of(Statistic.COUNT))) {
        code.append(
            Python.fill(
                "print('Without a value:', int($item.isna().sum()), 'in', $name)\n",
                "item",
                FilterCode.item(column),
                "name",
                Python.text(Python.comment(column.name()))));
      }
    }
    for (var group : summary.groups()) {
      if (group.column().missing() > 0) {
        code.append(
            Python.fill(
                "print('Without a group:', int($item.isna().sum()), 'in', $name)\n",
                "item",
                FilterCode.item(group.column()),
                "name",
                Python.text(Python.comment(group.column().name()))));
      }
    }
    return code.toString();
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
                observed(),
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
                heading());
    return code
        + missing()
        + (chart == Chart.NONE ? "" : Draw.grouped("result.iloc[:, :8]", first(), title));
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
            observed(),
            "aggregates",
            aggregates())
        + report()
        + missing();
  }

  private String first() {
    return summary.measures().isEmpty()
        ? COUNT
        : name(summary.measures().getFirst(), summary.statistics().getFirst());
  }

  private String aggregates() {
    var lines = new StringBuilder();
    for (Column measure : summary.measures()) {
      for (Statistic statistic : summary.statistics()) {
        lines.append(
            Python.fill(
                "    $name: ($column, '$method'),\n",
                "name",
                Python.text(name(measure, statistic)),
                "column",
                Python.text(measure.name()),
                "method",
                statistic.method()));
      }
    }
    return lines.toString();
  }

  private static String name(Column measure, Statistic statistic) {
    return statistic.word() + " " + measure.name();
  }

  private String heading() {
    return Python.text("# " + Python.comment(title));
  }
}
