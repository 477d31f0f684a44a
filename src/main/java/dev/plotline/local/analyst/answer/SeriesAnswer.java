package dev.plotline.local.analyst.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The answer about numbers typed into the question.
public final class SeriesAnswer {
  private static final int NAME = 0;
  private static final int FIRST = 1;
  private static final int LAST = 2;
  private static final int GROWTH = 3;

  private SeriesAnswer() {}

  /// From what the code printed.
  public static String write(String stdout) {
    var printed = Printed.parse(stdout);
    var parts = new ArrayList<String>();
    printed.table("Overall growth").ifPresent(t -> parts.addAll(overall(t)));
    printed.table("Growth on the period before").ifPresent(t -> parts.add(steps(t)));
    printed
        .table("Statistics")
        .ifPresent(t -> parts.add(Markdown.table(t.header(), t.rows(), (_, v) -> Numbers.show(v))));
    return String.join("\n\n", parts);
  }

  private static List<String> overall(PrintedTable table) {
    var rows = new ArrayList<>(table.rows());
    rows.sort(
        Comparator.comparing(
                (List<String> r) -> Numbers.parse(r.get(GROWTH)).orElse(java.math.BigDecimal.ZERO))
            .reversed());
    var said = new ArrayList<String>();
    for (var row : rows) {
      said.add(
          "%s %s (from %s to %s)"
              .formatted(
                  Markdown.name(row.get(NAME)),
                  Numbers.percent(row.get(GROWTH)),
                  Numbers.show(row.get(FIRST)),
                  Numbers.show(row.get(LAST))));
    }
    String sentence =
        "**Growth from the first to the last period:** " + String.join(", ", said) + ".";
    return List.of(
        sentence,
        Markdown.table(
            table.header(),
            table.rows(),
            (i, v) -> i == GROWTH ? Numbers.percent(v) : i == NAME ? v : Numbers.show(v)));
  }

  private static String steps(PrintedTable table) {
    return "Growth on the period before:\n\n"
        + Markdown.table(table.header(), table.rows(), (i, v) -> i == 0 ? v : Numbers.percent(v));
  }
}
