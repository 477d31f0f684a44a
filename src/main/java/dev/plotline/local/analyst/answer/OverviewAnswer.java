package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a table holds, at a glance.
final class OverviewAnswer {
  private static final int COLUMNS = 30;

  private OverviewAnswer() {}

  static List<String> write(Findings found) {
    var table = found.query().table();
    String rows = found.fact("Rows");
    var parts = new ArrayList<String>();
    parts.add(
        "**%s: %s rows × %d columns.**%s"
            .formatted(
                Markdown.name(table.label()),
                Numbers.show(rows),
                table.columns().size(),
                table.title() == null
                    ? ""
                    : " Its title is " + Markdown.name(table.title()) + "."));
    parts.add(columns(table));
    found
        .printed()
        .table("Numbers")
        .filter(t -> !t.isEmpty())
        .ifPresent(t -> parts.add(Markdown.table(t, COLUMNS)));
    table.problems().stream().limit(5).map(Markdown::value).forEach(parts::add);
    return parts;
  }

  private static String columns(Table table) {
    var lines = new ArrayList<List<String>>();
    for (var column : table.columns().stream().limit(COLUMNS).toList()) {
      lines.add(
          List.of(
              column.name(),
              column.type().name().toLowerCase(Locale.ROOT),
              String.valueOf(column.missing()),
              holds(column)));
    }
    return Markdown.table(
        new PrintedTable("", List.of("column", "holds", "missing", "values"), lines), COLUMNS);
  }

  private static String shown(Column column, String value) {
    return column.type() == Column.Type.NUMBER ? Numbers.show(value) : Markdown.label(value);
  }

  private static String holds(Column column) {
    if (column.min() != null && column.max() != null) {
      return shown(column, column.min()) + " to " + shown(column, column.max());
    }
    String examples = String.join(", ", column.examples());
    return column.distinct() > column.examples().size()
        ? examples + ", … (" + column.distinct() + " different)"
        : examples;
  }
}
