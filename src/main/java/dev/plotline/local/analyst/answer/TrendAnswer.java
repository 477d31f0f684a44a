package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Analysis;
import java.util.ArrayList;
import java.util.List;

/// The answer about what went up and down over time.
final class TrendAnswer {
  private static final String ENDS = "From first to last";
  private static final String GROWTH = "Growth on";
  private static final int LAST = 12;

  private TrendAnswer() {}

  static List<String> write(Findings found, Analysis.Trend trend) {
    var parts = new ArrayList<String>();
    found
        .printed()
        .table(ENDS)
        .ifPresent(ends -> {
          parts.add(Headline.course(ends, trend, found.fact("Periods")) + found.limits());
          if (ends.rows().size() > 1) {
            parts.add(Markdown.table(ends, Findings.ROWS));
          }
        });
    for (var table : found.printed().tables()) {
      if (table.title().startsWith(GROWTH) && !table.isEmpty()) {
        parts.add(Markdown.name(table.title()) + ":\n\n" + latest(percents(table)));
      } else if (!table.title().startsWith(ENDS) && !table.isEmpty()) {
        parts.add(latest(table));
      }
    }
    return parts;
  }

  /// The last rows of a long table: the chart shows them all.
  private static String latest(PrintedTable table) {
    int size = table.rows().size();
    if (size <= Findings.ROWS) {
      return Markdown.table(table, Findings.ROWS);
    }
    var last =
        new PrintedTable(table.title(), table.header(), table.rows().subList(size - LAST, size));
    return "The last " + LAST + ":\n\n" + Markdown.table(last, LAST);
  }

  private static PrintedTable percents(PrintedTable table) {
    var header = new ArrayList<String>();
    for (int i = 0; i < table.header().size(); i++) {
      header.add(table.header().get(i) + (i == 0 ? "" : " in %"));
    }
    return new PrintedTable(table.title(), header, table.rows());
  }
}
