package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Group;
import dev.plotline.local.analyst.question.Statistic;
import java.util.List;

/// Pieces that the codes of statistics share.
record SummaryParts(Analysis.Summary summary, String title) {
  private static final int PRINTED = 100;

  /// A calendar's parts keep their order, and those without rows are left out; texts that name
  /// times keep the order in which they come.
  String observed() {
    var first = summary.groups().getFirst();
    return summary.groups().stream().anyMatch(Group.ByCalendar.class::isInstance)
        ? ", observed=True"
        : first instanceof Group.ByValue && first.column().ordered() ? ", sort=False" : "";
  }

  /// More rows than one can read go into a file, and the first of them on the screen.
  String report() {
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

  String missing() {
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

  String first() {
    return summary.measures().isEmpty()
        ? "number of rows"
        : name(summary.measures().getFirst(), summary.statistics().getFirst());
  }

  String aggregates() {
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

  String heading() {
    return Python.text("# " + Python.comment(title));
  }
}
