package dev.plotline.local.analyst.python;

import java.util.List;
import java.util.Locale;

/// Python's literals, and templates filled with them.
final class Python {
  private Python() {}

  /// A string literal, whatever is in the string.
  static String text(String value) {
    char quote = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
    var literal = new StringBuilder().append(quote);
    value.codePoints().forEach(c -> append(literal, c, quote));
    return literal.append(quote).toString();
  }

  private static void append(StringBuilder literal, int c, char quote) {
    switch (c) {
      case '\\' -> literal.append("\\\\");
      case '\n' -> literal.append("\\n");
      case '\r' -> literal.append("\\r");
      case '\t' -> literal.append("\\t");
      default -> {
        if (c == quote) {
          literal.append('\\').append(quote);
        } else if (c < 0x20 || !shown(c)) {
          literal.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        } else {
          literal.appendCodePoint(c);
        }
      }
    }
  }

  /// Signs that look like nothing, or turn the text around them, are written by number.
  private static boolean shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /// A list of string literals.
  static String list(List<String> values) {
    return "[" + String.join(", ", values.stream().map(Python::text).toList()) + "]";
  }

  /// Words for a comment: one line, nothing invisible.
  static String comment(String words) {
    var line = new StringBuilder();
    words.codePoints().forEach(c -> line.appendCodePoint(c >= 0x20 && shown(c) ? c : ' '));
    return line.toString();
  }

  /// Replaces each `$name` by its value; names and values take turns. A value is never searched for
  /// names again.
  static String fill(String template, String... namesAndValues) {
    var filled = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int next = template.indexOf('$', at);
      if (next < 0) {
        return filled.append(template, at, template.length()).toString();
      }
      filled.append(template, at, next);
      int end = next + 1;
      while (end < template.length() && Character.isLetter(template.charAt(end))) {
        end++;
      }
      String value = value(template.substring(next + 1, end), namesAndValues);
      filled.append(value);
      boolean alone =
          (next == 0 || template.charAt(next - 1) == '\n') && template.startsWith("\n", end);
      at = alone && (value.isEmpty() || value.endsWith("\n")) ? end + 1 : end;
    }
    return filled.toString();
  }

  private static String value(String name, String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i].equals(name)) {
        return namesAndValues[i + 1];
      }
    }
    throw new IllegalArgumentException("the template names $" + name + ", which has no value");
  }
}
