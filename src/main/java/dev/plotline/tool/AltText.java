package dev.plotline.tool;

import dev.plotline.sandbox.Figure;
import java.util.ArrayList;
import java.util.List;

/// Says in words what a chart shows, for those who can't see it.
final class AltText {
  // Slack takes 2,000 characters of alt text and Teams less; a screen reader's user wants fewer.
  private static final int MAX = 500;

  private AltText() {}

  static String of(Figure figure) {
    var parts = new ArrayList<String>();
    if (!figure.title().isBlank()) {
      parts.add(figure.title().strip());
    }
    for (Figure.Axes axes : figure.axes()) {
      parts.add(describe(axes, figure.title()));
    }
    parts.removeIf(String::isBlank);
    String text = parts.isEmpty() ? "Image " + figure.name() : String.join(". ", parts);
    return text.length() <= MAX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX)) - 1) + "…";
  }

  private static String describe(Figure.Axes axes, String figureTitle) {
    var words = new StringBuilder();
    if (!axes.title().isBlank() && !axes.title().equals(figureTitle)) {
      words.append(axes.title().strip()).append(": ");
    }
    words.append(kind(axes.kinds()));
    if (!axes.x().isBlank()) {
      words.append("; horizontal axis: ").append(axes.x().strip());
    }
    if (!axes.y().isBlank()) {
      words.append("; vertical axis: ").append(axes.y().strip());
    }
    if (!axes.series().isEmpty()) {
      words.append("; series: ").append(String.join(", ", axes.series()));
    }
    return words.toString();
  }

  private static String kind(List<String> kinds) {
    String kind = String.join(" and ", kinds.stream().filter(k -> !k.equals("other")).toList());
    return kind.isEmpty()
        ? "Chart"
        : Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " chart";
  }
}
