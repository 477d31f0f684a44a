package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The answer to a question about a table, from what the code printed.
public final class QueryAnswer {
  private static final String THERE_IS = "There is: ";

  private QueryAnswer() {}

  /// The answer in Markdown.
  public static String write(Query query, String stdout) {
    var found = new Findings(query, Printed.parse(stdout));
    if (found.printed().facts().containsKey("Nothing found")) {
      return nothing(query, stdout);
    }
    var parts = new ArrayList<>(body(found));
    if (parts.isEmpty()) {
      parts.add("The code ran, and this is what it printed:");
      parts.add("```\n" + stdout.strip().replace("```", "'''") + "\n```");
    }
    parts.add(Remarks.write(found));
    return parts.stream().filter(p -> !p.isBlank()).collect(Collectors.joining("\n\n"));
  }

  private static List<String> body(Findings found) {
    return switch (found.query().analysis()) {
      case Analysis.Overview _ -> OverviewAnswer.write(found);
      case Analysis.Rows _ -> StateAnswer.rows(found);
      case Analysis.Summary summary -> SummaryAnswer.write(found, summary);
      case Analysis.Trend trend -> TrendAnswer.write(found, trend);
      case Analysis.Distribution(Column column, _) -> SpreadAnswer.distribution(found, column);
      case Analysis.Correlation correlation -> SpreadAnswer.correlation(found, correlation);
      case Analysis.Share share -> SpreadAnswer.share(found, share);
      case Analysis.Distinct(Column column) -> SpreadAnswer.distinct(found, column);
      case Analysis.Missing _ -> StateAnswer.missing(found);
      case Analysis.Duplicates _ -> StateAnswer.duplicates(found);
    };
  }

  /// No row met the conditions: what there is instead.
  private static String nothing(Query query, String stdout) {
    var lines =
        stdout
            .lines()
            .filter(l -> l.startsWith(THERE_IS))
            .distinct()
            .limit(5)
            .map(
                l -> l.substring(THERE_IS.length()).replaceFirst(",", ":").replace(" 00:00:00", ""))
            .map(l -> "- " + Markdown.value(l))
            .toList();
    return "**Nothing found for: %s.**\n\n%s\n\nAsk again with one of these, or without the condition."
        .formatted(Markdown.value(query.limits()), String.join("\n", lines));
  }
}
