package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Analysis;
import java.util.ArrayList;
import java.util.List;

/// The answer about statistics, over all rows or for each group.
final class SummaryAnswer {
  private static final int MOST_IN_A_SENTENCE = 4;

  private SummaryAnswer() {}

  static List<String> write(Findings found, Analysis.Summary summary) {
    if (summary.groups().isEmpty() && summary.measures().isEmpty()) {
      String rows = found.fact("Rows");
      boolean one = rows.equals("1");
      return List.of(
          "**" + Numbers.show(rows) + (one ? " row" : " rows") + "**" + found.limits() + ".");
    }
    var table = found.table();
    if (table.isEmpty()) {
      return List.of();
    }
    var t = table.get();
    if (summary.groups().isEmpty()) {
      return t.rows().size() == 1 && t.header().size() <= MOST_IN_A_SENTENCE
          ? List.of(sentence(t, found))
          : List.of(found.heading(), Markdown.table(t, Findings.ROWS));
    }
    if (summary.isPivot()) {
      return List.of(
          found.heading() + ". " + Headline.corners(t),
          Markdown.table(t, Findings.ROWS),
          found.more(t, Findings.ROWS));
    }
    return List.of(
        Headline.extremes(
                t,
                summary.groups().size(),
                summary.ranking(),
                found.printed().facts().get("Overall"),
                found.isWhole(t))
            + found.limits(),
        Markdown.table(t, Findings.ROWS),
        found.more(t, Findings.ROWS));
  }

  /// One row of a few statistics, as a sentence.
  private static String sentence(PrintedTable table, Findings found) {
    var said = new ArrayList<String>();
    for (int i = 1; i < table.header().size(); i++) {
      said.add(
          "the " + table.header().get(i) + " is " + Numbers.show(Markdown.label(table.cell(0, i))));
    }
    return "**%s: %s**%s."
        .formatted(Markdown.name(table.cell(0, 0)), String.join(", ", said), found.limits());
  }
}
