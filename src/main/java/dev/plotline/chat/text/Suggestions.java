package dev.plotline.chat.text;

import java.util.List;

/// The questions that a text suggests: its last list, as far as it asks.
public final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /// At most three.
  ///
  /// @param longest what a button of the platform's holds; longer ones are left out
  public static List<String> of(String markdown, int longest) {
    var questions = List.<String>of();
    for (Part part : Markdown.read(markdown)) {
      if (part instanceof Part.Points(List<Part.Point> points)) {
        var asked =
            points.stream()
                .map(point -> Span.text(point.spans()).strip())
                .filter(said -> said.endsWith("?") || said.endsWith("？"))
                .toList();
        questions = asked.size() < 2 ? questions : asked;
      }
    }
    return questions.stream().filter(said -> said.length() <= longest).limit(MOST).toList();
  }
}
