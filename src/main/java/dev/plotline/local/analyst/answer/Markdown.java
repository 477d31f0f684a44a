package dev.plotline.local.analyst.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Markdown made of untrusted names and values.
final class Markdown {
  private static final Pattern MARKUP =
      Pattern.compile("[*_~`\\[\\]<>|#!\\\\@&]|://|\\bwww\\.|mailto:|\\w\\.\\w{2,}/");
  private static final int LONGEST = 60;

  private Markdown() {}

  /// A name or a value in a sentence: as code when it could be taken for markup or a link.
  static String name(String name) {
    String line = name.replaceAll("\\p{C}|\\s+", " ").strip();
    if (line.length() > LONGEST) {
      line = line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
    return MARKUP.matcher(line).find() ? "`" + line.replace('`', '\'') + "`" : line;
  }

  private static String cell(String text) {
    return name(text).replace("|", "¦");
  }

  /// A table; numbers are set to the right. `show` makes the text of a cell from its column and
  /// value.
  static String table(
      List<String> header, List<List<String>> rows, BiFunction<Integer, String, String> show) {
    var lines = new ArrayList<String>();
    lines.add(line(header.stream().map(Markdown::cell).toList()));
    var rules = new ArrayList<String>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      boolean right =
          rows.stream().map(r -> r.get(column)).allMatch(v -> v.isBlank() || isNumber(v));
      rules.add(right && i > 0 ? "---:" : "---");
    }
    lines.add(line(rules));
    for (var row : rows) {
      var cells = new ArrayList<String>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(cell(show.apply(i, row.get(i))));
      }
      lines.add(line(cells));
    }
    return String.join("\n", lines);
  }

  private static boolean isNumber(String text) {
    return Numbers.parse(text).isPresent() || text.matches("-?inf|nan");
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
