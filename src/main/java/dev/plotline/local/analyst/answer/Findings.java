package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Query;
import java.math.BigDecimal;
import java.util.Optional;

/// What was asked and what the code printed, with the pieces that all answers share.
record Findings(Query query, Printed printed) {
  /// Rows of a table that people like to read.
  static final int ROWS = 15;

  /// A fact, or a question mark where the output was cut.
  String fact(String name) {
    return printed.facts().getOrDefault(name, "?");
  }

  /// The first table, unless it is empty.
  Optional<PrintedTable> table() {
    return printed.tables().stream().findFirst().filter(t -> !t.isEmpty());
  }

  String heading() {
    return "**" + Markdown.value(query.title()) + "**" + limits();
  }

  /// " (only these rows)", or nothing.
  String limits() {
    return query.limits().isEmpty() ? "" : " (" + Markdown.value(query.limits()) + ")";
  }

  /// Whether the printed table holds all groups.
  boolean isWhole(PrintedTable table) {
    return all(table) <= table.rows().size();
  }

  /// What to say when not all rows are shown.
  String more(PrintedTable table, int shown) {
    int all = all(table);
    return all > shown
        ? "These are the first %d of %s%s."
            .formatted(
                shown,
                Numbers.show(String.valueOf(all)),
                printed.facts().containsKey("Groups")
                    ? "; the file has them all"
                    : "; the code's output has more")
        : "";
  }

  private int all(PrintedTable table) {
    var groups =
        Optional.ofNullable(printed.facts().get("Groups"))
            .or(() -> Optional.ofNullable(printed.facts().get("Different values")));
    return groups.flatMap(Numbers::parse).map(BigDecimal::intValue).orElse(table.rows().size());
  }
}
