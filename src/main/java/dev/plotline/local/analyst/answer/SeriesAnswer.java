package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.SeriesQuestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The answer about numbers typed into the question.
public final class SeriesAnswer {
  private static final int MOST = 40;
  private static final int NAME = 0;
  private static final int FIRST = 1;
  private static final int LAST = 2;
  private static final int GROWTH = 3;

  private SeriesAnswer() {}

  /// From what the code printed.
  public static String write(SeriesQuestion question, String stdout) {
    var printed = Printed.parse(stdout);
    var parts = new ArrayList<String>();
    printed.table("Overall growth").ifPresent(t -> parts.addAll(overall(t)));
    printed.table("Growth on the period before").ifPresent(t -> parts.add(steps(t)));
    printed
        .table("Statistics")
        .ifPresent(t -> {
          parts.add(statistics(t));
          parts.add(Markdown.table(t, MOST));
        });
    parts.addAll(question.notes());
    return String.join("\n\n", parts);
  }

  /// "**average:** A 2, B 1.5." for each statistic.
  private static String statistics(PrintedTable table) {
    var said = new ArrayList<String>();
    for (int i = 1; i < table.header().size(); i++) {
      int column = i;
      said.add(
          "**"
              + table.header().get(i)
              + ":** "
              + String.join(
                  ", ",
                  table.rows().stream()
                      .limit(10)
                      .map(r -> Markdown.name(r.getFirst()) + " " + Numbers.show(r.get(column)))
                      .toList())
              + ".");
    }
    String all = String.join(" ", said);
    return all.startsWith("**")
        ? "**" + Character.toUpperCase(all.charAt(2)) + all.substring(3)
        : all;
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
    return List.of(
        "**Growth from the first to the last period:** " + String.join(", ", said) + ".",
        Markdown.table(table, MOST));
  }

  private static String steps(PrintedTable table) {
    var header =
        table.header().stream()
            .map(h -> h.equals(table.header().getFirst()) ? h : h + " in %")
            .toList();
    return "Growth on the period before:\n\n"
        + Markdown.table(new PrintedTable(table.title(), header, table.rows()), MOST);
  }
}
