package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Column;
import java.util.ArrayList;
import java.util.List;

/// The answers about the rows as they are: some of them, what is missing, what is repeated.
final class StateAnswer {
  private static final int ROWS = 30;

  private StateAnswer() {}

  static List<String> rows(Findings found) {
    return found
        .table()
        .map(t ->
            List.of(
                found.heading() + extreme(found, t), Markdown.rows(t, ROWS), found.more(t, ROWS)))
        .orElse(List.of());
  }

  /// ": 6,300" behind "Row with the highest Body Mass (g)".
  private static String extreme(Findings found, PrintedTable table) {
    return found.query().analysis() instanceof Analysis.Rows(_, Column by, _)
            && by != null
            && table.header().contains(by.name())
        ? ": " + Numbers.show(table.cell(0, table.header().indexOf(by.name())))
        : "";
  }

  static List<String> missing(Findings found) {
    if (found.fact("Missing values").equals("0")) {
      return List.of("**No value is missing**" + found.limits() + ".");
    }
    var parts = new ArrayList<String>();
    parts.add(
        "**%s values are missing, in %s rows**%s."
            .formatted(
                Numbers.show(found.fact("Missing values")),
                Numbers.show(found.fact("Rows with a missing value")),
                found.limits()));
    found
        .table()
        .ifPresent(t -> {
          var rows = t.rows().stream().filter(r -> !r.get(1).equals("0")).toList();
          parts.add(Markdown.table(new PrintedTable(t.title(), t.header(), rows), Findings.ROWS));
        });
    return parts;
  }

  static List<String> duplicates(Findings found) {
    if (found.fact("Repeated rows").equals("0")) {
      return List.of("**No row repeats another**" + found.limits() + ".");
    }
    var parts = new ArrayList<String>();
    parts.add(
        "**%s rows repeat an earlier row**%s."
            .formatted(Numbers.show(found.fact("Repeated rows")), found.limits()));
    found.table().ifPresent(t -> parts.add(Markdown.rows(t, Findings.ROWS)));
    return parts;
  }
}
