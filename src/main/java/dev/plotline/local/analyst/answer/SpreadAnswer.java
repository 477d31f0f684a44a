package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Column;
import java.util.List;

/// The answers about how values are spread: distributions, shares, different values, correlations.
final class SpreadAnswer {
  private SpreadAnswer() {}

  static List<String> distribution(Findings found, Column column) {
    var table = found.table();
    if (table.isEmpty()) {
      return List.of();
    }
    var t = table.get();
    if (!column.numeric()) {
      return List.of(
          Headline.extremes(t, 1, null, null, found.isWhole(t)) + found.limits(),
          Markdown.table(t, Findings.ROWS),
          found.more(t, Findings.ROWS));
    }
    if (t.rows().size() > 1) {
      return List.of(
          found.heading(), Markdown.table(t, Findings.ROWS), found.more(t, Findings.ROWS));
    }
    return List.of(
        "**Half of the values of %s lie between %s and %s; the median is %s, the average %s.** They go from %s to %s.%s"
            .formatted(
                Markdown.name(column.name()),
                show(t, "lower quartile"),
                show(t, "upper quartile"),
                show(t, "median"),
                show(t, "average"),
                show(t, "minimum"),
                show(t, "maximum"),
                found.limits()),
        Markdown.table(t, Findings.ROWS));
  }

  private static String show(PrintedTable table, String column) {
    int index = table.header().indexOf(column);
    return index < 0 ? "–" : Numbers.show(table.cell(0, index));
  }

  static List<String> share(Findings found, Analysis.Share share) {
    var table = found.table();
    if (table.isEmpty()) {
      return List.of();
    }
    var t = table.get();
    int percent = t.header().indexOf("share in %");
    String of = share.of();
    var row =
        t.rows().stream().filter(r -> of == null || r.getFirst().equalsIgnoreCase(of)).findFirst();
    String said =
        row.isEmpty()
            ? "There is no " + Markdown.name(String.valueOf(of)) + " among them."
            : "**%s has %s of the whole.**"
                .formatted(
                    Markdown.name(label(t.header().getFirst(), row.get().getFirst())),
                    Numbers.percent(row.get().get(percent)));
    return List.of(
        said + " The whole is " + Numbers.show(found.fact("Total")) + "." + found.limits(),
        Markdown.table(t, Findings.ROWS),
        found.more(t, Findings.ROWS));
  }

  /// "True" alone says little.
  private static String label(String column, String value) {
    boolean flag = value.equals("True") || value.equals("False");
    return flag ? column + " = " + value : Markdown.label(value);
  }

  static List<String> distinct(Findings found, Column column) {
    String sentence =
        "**%s has %s different values**%s."
            .formatted(
                Markdown.name(column.name()),
                Numbers.show(found.fact("Different values")),
                found.limits());
    return found
        .table()
        .map(t -> List.of(sentence, Markdown.table(t, Findings.ROWS), found.more(t, Findings.ROWS)))
        .orElse(List.of(sentence));
  }

  static List<String> correlation(Findings found, Analysis.Correlation correlation) {
    var columns = correlation.columns();
    var r = Numbers.parse(found.fact("Correlation"));
    if (r.isPresent()) {
      return List.of(
          "%s It is calculated from %s pairs%s. A correlation is no proof of a cause."
              .formatted(
                  Headline.correlation(columns.get(0).name(), columns.get(1).name(), r.get()),
                  Numbers.show(found.fact("Pairs")),
                  found.limits()));
    }
    if (columns.size() == 2) {
      return List.of("These columns have no correlation: one of them never changes.");
    }
    return found
        .table()
        .map(t ->
            List.of(
                CorrelationAnswer.strongest(t) + found.limits(), Markdown.table(t, Findings.ROWS)))
        .orElse(List.of());
  }
}
