package dev.plotline.record;

import java.util.stream.Collectors;

/// Words of people's in a notebook's markdown, where they mean nothing but themselves: no heading,
/// no link, no picture that is fetched, no HTML, no formula.
final class Prose {
  private static final String MARKS = "\\`*_{}[]()#+-.!|~";
  // Not every renderer takes a backslash before these.
  private static final String ENTITIES = "<>&:@=";

  private Prose() {}

  /// Some words in a line.
  static String inline(String text) {
    var inert = new StringBuilder();
    text.replaceAll("\\s+", " ").strip().chars().forEach(c -> append(inert, (char) c));
    return inert.toString();
  }

  /// A text in its lines, set off.
  static String quoted(String text) {
    return text.strip()
        .lines()
        .map(line -> "> " + spaces(line) + inline(line))
        .collect(Collectors.joining("  \n"));
  }

  private static String spaces(String line) {
    return "&nbsp;".repeat(Math.min(20, line.length() - line.stripLeading().length()));
  }

  private static void append(StringBuilder inert, char c) {
    if (c == '$') {
      // An element of its own, so that no two of them make a formula.
      inert.append("<span>&#36;</span>");
    } else if (ENTITIES.indexOf(c) >= 0) {
      inert.append("&#").append((int) c).append(';');
    } else if (!Character.isISOControl(c)) {
      inert.append(MARKS.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
  }
}
