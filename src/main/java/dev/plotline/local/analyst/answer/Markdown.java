package dev.plotline.local.analyst.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Markdown made of untrusted names and values.
final class Markdown {
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|[*~`\\[\\]<>|#!\\\\@&]|://|\\bwww\\.|mailto:|\\w\\.\\w{2,}/");
  private static final Pattern LABEL =
      Pattern.compile(".*\\b(?:id|ids|year|years|zip|code|phone|number|no|postcode)\\b.*");
  private static final Set<String> OTHERS = Set.of("column", "series");
  private static final int LONGEST = 60;
  private static final int LONG = 400;
  private static final int MOST_COLUMNS = 12;

  private Markdown() {}

  /// A name or a value in a sentence: as code when it could be taken for markup or a link.
  static String name(String name) {
    return quoted(name, LONGEST);
  }

  /// The same for what may be longer, such as a line of output.
  static String value(String text) {
    return quoted(text, LONG);
  }

  /// A sentence of ours with a name of theirs in it.
  static String sentence(String text) {
    String line = text.replaceAll("\\p{C}|\\s+", " ").strip();
    return MARKUP.matcher(line).find()
        ? line.replaceAll("([*_~`\\[\\]<>|#!\\\\@&])", "\\\\$1").replace("://", ": //")
        : line;
  }

  private static String quoted(String text, int longest) {
    String line = text.replaceAll("\\p{C}|\\s+", " ").strip();
    if (line.codePointCount(0, line.length()) > longest) {
      line = line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
    }
    return MARKUP.matcher(line).find() ? "`" + line.replace('`', '\'') + "`" : line;
  }

  /// The table, at most `most` rows of it; numbers are rounded and set to the right. The first
  /// column holds labels, which are left alone.
  static String table(PrintedTable table, int most) {
    return table(table, most, 1);
  }

  /// Rows of the data as they are: no column is a label for sure.
  static String rows(PrintedTable table, int most) {
    return table(table, most, 0);
  }

  private static String table(PrintedTable table, int most, int labels) {
    int columns = Math.min(table.header().size(), MOST_COLUMNS);
    var rows = table.rows().subList(0, Math.min(most, table.rows().size()));
    // Where each row is about another column, the numbers of one column aren't of one kind.
    boolean alike = !OTHERS.contains(table.header().isEmpty() ? "" : table.header().getFirst());
    var shown = new ArrayList<List<String>>();
    var rules = new ArrayList<String>();
    for (int i = 0; i < columns; i++) {
      int column = i;
      var values = rows.stream().map(r -> r.get(column)).toList();
      boolean number = i >= labels && isNumeric(values);
      shown.add(
          number
              ? numbers(table.header().get(i), values, alike)
              : values.stream().map(Markdown::label).toList());
      rules.add(number ? "---:" : "---");
    }
    var lines = new ArrayList<String>();
    lines.add(line(table.header().subList(0, columns).stream().map(Markdown::cell).toList()));
    lines.add(line(rules));
    for (int r = 0; r < rows.size(); r++) {
      int row = r;
      lines.add(line(shown.stream().map(c -> cell(c.get(row))).toList()));
    }
    return String.join("\n", lines);
  }

  private static List<String> numbers(String header, List<String> values, boolean alike) {
    if (header.endsWith("%")) {
      return values.stream().map(Numbers::percent).toList();
    }
    if (LABEL.matcher(header.toLowerCase(java.util.Locale.ROOT)).matches()
        && !header.startsWith("number of ")) {
      return values.stream().map(Markdown::label).toList();
    }
    int decimals = Numbers.decimals(values);
    return values.stream()
        .map(v ->
            Numbers.parse(v)
                .map(n -> Numbers.show(n, alike ? decimals : Numbers.decimals(n)))
                .orElse("–"))
        .toList();
  }

  /// 2013.0 is the year 2013, and midnight says nothing.
  static String label(String value) {
    return value
        .replaceFirst("^(-?\\d+)\\.0$", "$1")
        .replaceFirst("[ T]00:00:00(?:\\+00:00)?$", "");
  }

  private static boolean isNumeric(List<String> values) {
    return values.stream()
            .allMatch(v -> v.isBlank() || v.matches("-?inf|nan") || Numbers.parse(v).isPresent())
        && values.stream().anyMatch(v -> !v.isBlank());
  }

  private static String cell(String text) {
    return name(text).replace("|", "¦");
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
