package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The answer to a question about a table, from what the code printed.
public final class QueryAnswer {
  private static final int ROWS = 15;

  private final Query query;
  private final Printed printed;

  private QueryAnswer(Query query, Printed printed) {
    this.query = query;
    this.printed = printed;
  }

  /// The answer in Markdown.
  public static String write(Query query, String stdout) {
    var answer = new QueryAnswer(query, Printed.parse(stdout));
    String nothing = answer.printed.facts().get("Nothing found");
    if (nothing != null) {
      return answer.nothing(stdout);
    }
    var parts = new ArrayList<String>();
    parts.addAll(answer.body());
    if (parts.isEmpty()) {
      parts.add("The code ran, and this is what it printed:");
      parts.add("```\n" + stdout.strip().replace("```", "'''") + "\n```");
    }
    parts.add(answer.remarks());
    return parts.stream().filter(p -> !p.isBlank()).collect(Collectors.joining("\n\n"));
  }

  private List<String> body() {
    return switch (query.analysis()) {
      case Analysis.Overview _ -> OverviewAnswer.write(query.table(), printed);
      case Analysis.Rows _ ->
          first().map(t -> List.of(heading(), Markdown.rows(t, 30))).orElse(List.of());
      case Analysis.Summary summary -> summary(summary);
      case Analysis.Trend trend -> trend(trend);
      case Analysis.Distribution(Column column, _) -> distribution(column);
      case Analysis.Correlation correlation -> correlation(correlation);
      case Analysis.Share share -> share(share);
      case Analysis.Distinct(Column column) -> distinct(column);
      case Analysis.Missing _ -> missing();
      case Analysis.Duplicates _ -> duplicates();
    };
  }

  private List<String> summary(Analysis.Summary summary) {
    if (summary.groups().isEmpty() && summary.measures().isEmpty()) {
      String rows = printed.facts().get("Rows");
      return rows == null
          ? List.of()
          : List.of("**" + Numbers.show(rows) + " rows**" + limits() + ".");
    }
    var table = first();
    if (table.isEmpty() || table.get().isEmpty()) {
      return List.of();
    }
    var t = table.get();
    if (summary.groups().isEmpty()) {
      return t.rows().size() == 1 && t.header().size() <= 4
          ? List.of(sentence(t))
          : List.of(heading(), Markdown.table(t, ROWS));
    }
    int labels = summary.groups().size();
    boolean pivot =
        labels == 2 && summary.measures().size() < 2 && summary.statistics().size() == 1;
    if (pivot) {
      return List.of(heading(), Markdown.table(t, ROWS));
    }
    String overall = printed.facts().get("Overall");
    return List.of(
        Headline.extremes(t, labels, summary.ranking(), overall, whole(t)) + limits(),
        Markdown.table(t, ROWS),
        more(t));
  }

  /// One row of a few statistics, as a sentence.
  private String sentence(PrintedTable table) {
    var said = new ArrayList<String>();
    for (int i = 1; i < table.header().size(); i++) {
      said.add(
          "the " + table.header().get(i) + " is " + Numbers.show(Markdown.label(table.cell(0, i))));
    }
    return "**%s: %s**%s."
        .formatted(Markdown.name(table.cell(0, 0)), String.join(", ", said), limits());
  }

  private List<String> trend(Analysis.Trend trend) {
    var parts = new ArrayList<String>();
    printed
        .table("From first to last")
        .ifPresent(ends -> {
          parts.add(
              Headline.course(ends, trend, printed.facts().getOrDefault("Periods", "")) + limits());
          if (ends.rows().size() > 1) {
            parts.add(Markdown.table(ends, ROWS));
          }
        });
    for (var table : printed.tables()) {
      boolean growth = table.title().startsWith("Growth on");
      if (!table.title().startsWith("From first") && !table.isEmpty()) {
        parts.add(
            (growth ? table.title() + ":\n\n" : "") + latest(growth ? percents(table) : table));
      }
    }
    return parts;
  }

  /// The last rows of a long table: the chart shows them all.
  private static String latest(PrintedTable table) {
    int size = table.rows().size();
    if (size <= ROWS) {
      return Markdown.table(table, ROWS);
    }
    var last =
        new PrintedTable(table.title(), table.header(), table.rows().subList(size - 12, size));
    return "The last 12:\n\n" + Markdown.table(last, ROWS);
  }

  private static PrintedTable percents(PrintedTable table) {
    var header = new ArrayList<String>();
    for (int i = 0; i < table.header().size(); i++) {
      header.add(table.header().get(i) + (i == 0 ? "" : " in %"));
    }
    return new PrintedTable(table.title(), header, table.rows());
  }

  private List<String> distribution(Column column) {
    var table = first();
    if (table.isEmpty() || table.get().isEmpty()) {
      return List.of();
    }
    var t = table.get();
    if (!column.numeric()) {
      return List.of(
          Headline.extremes(t, 1, null, null, whole(t)) + limits(),
          Markdown.table(t, ROWS),
          more(t));
    }
    if (t.rows().size() > 1) {
      return List.of(heading(), Markdown.table(t, ROWS), more(t));
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
                limits()),
        Markdown.table(t, ROWS));
  }

  private static String show(PrintedTable table, String column) {
    int index = table.header().indexOf(column);
    return index < 0 ? "–" : Numbers.show(table.cell(0, index));
  }

  private List<String> correlation(Analysis.Correlation correlation) {
    var columns = correlation.columns();
    var r = Numbers.parse(printed.facts().getOrDefault("Correlation", ""));
    if (r.isPresent()) {
      return List.of(
          Headline.correlation(columns.get(0).name(), columns.get(1).name(), r.get())
              + " It is calculated from "
              + Numbers.show(printed.facts().getOrDefault("Pairs", "?"))
              + " pairs"
              + limits()
              + ". A correlation is no proof of a cause.");
    }
    var table = first();
    if (table.isEmpty()) {
      return columns.size() == 2
          ? List.of("These columns have no correlation: one of them never changes.")
          : List.of();
    }
    return List.of(CorrelationAnswer.strongest(table.get()), Markdown.table(table.get(), ROWS));
  }

  private List<String> share(Analysis.Share share) {
    var table = first();
    if (table.isEmpty() || table.get().isEmpty()) {
      return List.of();
    }
    var t = table.get();
    int percent = t.header().indexOf("share in %");
    var row =
        t.rows().stream()
            .filter(r -> share.of() == null || r.getFirst().equalsIgnoreCase(share.of()))
            .findFirst();
    String said =
        row.isEmpty()
            ? "There is no " + Markdown.name(String.valueOf(share.of())) + " among them."
            : "**%s has %s of the whole.**"
                .formatted(
                    Markdown.name(Markdown.label(row.get().getFirst())),
                    Numbers.percent(row.get().get(percent)));
    return List.of(
        said
            + " The whole is "
            + Numbers.show(printed.facts().getOrDefault("Total", "?"))
            + "."
            + limits(),
        Markdown.table(t, ROWS),
        more(t));
  }

  private List<String> distinct(Column column) {
    String count = printed.facts().getOrDefault("Different values", "?");
    var parts = new ArrayList<String>();
    parts.add(
        "**%s has %s different values**%s."
            .formatted(Markdown.name(column.name()), Numbers.show(count), limits()));
    first().filter(t -> !t.isEmpty()).ifPresent(t -> parts.add(Markdown.table(t, ROWS)));
    first().ifPresent(t -> parts.add(more(t)));
    return parts;
  }

  private List<String> missing() {
    String count = printed.facts().getOrDefault("Missing values", "?");
    if (count.equals("0")) {
      return List.of("**No value is missing**" + limits() + ".");
    }
    String rows = printed.facts().getOrDefault("Rows with a missing value", "?");
    var parts = new ArrayList<String>();
    parts.add(
        "**%s values are missing, in %s rows**%s."
            .formatted(Numbers.show(count), Numbers.show(rows), limits()));
    first()
        .ifPresent(t ->
            parts.add(
                Markdown.table(
                    new PrintedTable(
                        t.title(),
                        t.header(),
                        t.rows().stream().filter(r -> !r.get(1).equals("0")).toList()),
                    ROWS)));
    return parts;
  }

  private List<String> duplicates() {
    String count = printed.facts().getOrDefault("Repeated rows", "?");
    if (count.equals("0")) {
      return List.of("**No row is repeated**" + limits() + ".");
    }
    var parts = new ArrayList<String>();
    parts.add("**%s rows repeat an earlier row**%s.".formatted(Numbers.show(count), limits()));
    first().ifPresent(t -> parts.add(Markdown.rows(t, ROWS)));
    return parts;
  }

  private String nothing(String stdout) {
    var lines = new ArrayList<String>();
    lines.add("**Nothing found for: " + Markdown.name(query.limits()) + ".**");
    stdout
        .lines()
        .filter(l -> l.startsWith("There is: "))
        .distinct()
        .limit(5)
        .forEach(l ->
            lines.add(
                "- "
                    + Markdown.value(
                        l.substring("There is: ".length())
                            .replaceFirst(",", ":")
                            .replace(" 00:00:00", ""))));
    lines.add("Ask again with one of these, or without the condition.");
    return String.join("\n", lines.subList(0, 1))
        + "\n\n"
        + String.join("\n", lines.subList(1, lines.size()));
  }

  /// What else one must know to trust the numbers.
  private String remarks() {
    var remarks = new ArrayList<String>(query.notes());
    printed.notes().forEach(n -> remarks.add(Markdown.value(n)));
    remark(remarks, "Without a value", "%s without a value are left out.");
    remark(remarks, "Without a group", "%s without a group are left out.");
    remark(remarks, "Not a number", "%s hold no number and are left out.");
    String used = printed.facts().get("Rows used");
    if (used != null) {
      remarks.add("Rows used: " + used.replaceAll("(?<=\\d)(?=(\\d{3})+(?!\\d))", ",") + ".");
    }
    String period = printed.facts().get("Period");
    if (period != null) {
      remarks.add("That is from " + Markdown.value(period) + ".");
    }
    return String.join(" ", remarks);
  }

  private void remark(List<String> remarks, String fact, String sentence) {
    String said = printed.facts().get(fact);
    if (said != null && !said.startsWith("0 ")) {
      int space = said.indexOf(' ');
      String count = space < 0 ? said : said.substring(0, space);
      String where = space < 0 ? "" : said.substring(space).replaceFirst(" in ", "");
      remarks.add(
          sentence.formatted(
              Numbers.show(count)
                  + " rows"
                  + (where.isEmpty() ? "" : " (" + Markdown.name(where) + ")")));
    }
  }

  private java.util.Optional<PrintedTable> first() {
    return printed.tables().stream().findFirst();
  }

  private String heading() {
    return "**" + Markdown.name(query.title()) + "**" + limits();
  }

  private String limits() {
    return query.limits().isEmpty() ? "" : " (" + Markdown.name(query.limits()) + ")";
  }

  private boolean whole(PrintedTable table) {
    return all(table) <= table.rows().size();
  }

  private int all(PrintedTable table) {
    String groups = printed.facts().getOrDefault("Groups", printed.facts().get("Different values"));
    return groups == null
        ? table.rows().size()
        : Numbers.parse(groups).map(java.math.BigDecimal::intValue).orElse(0);
  }

  private String more(PrintedTable table) {
    String groups = printed.facts().getOrDefault("Groups", printed.facts().get("Different values"));
    int all =
        groups == null
            ? table.rows().size()
            : Numbers.parse(groups).map(java.math.BigDecimal::intValue).orElse(0);
    return all > ROWS
        ? "These are the first %d of %s; the code's output%s has them all."
            .formatted(ROWS, Numbers.show(String.valueOf(all)), groups == null ? "" : " and file")
        : "";
  }
}
