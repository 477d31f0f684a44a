package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Inert;
import dev.plotline.chat.text.Markdown;
import dev.plotline.chat.text.Part;
import dev.plotline.chat.text.Span;
import java.util.List;
import java.util.Optional;

/// The questions that a text suggests: its last list, as far as it asks. Whoever taps one says it.
final class Suggestions {
  private static final int MOST = 3;
  private static final int LONGEST = 300;

  private Suggestions() {}

  /// For a message in a personal chat; empty when the text suggests nothing.
  static Optional<ObjectNode> of(String text) {
    var questions = List.<String>of();
    for (Part part : Markdown.read(text)) {
      if (part instanceof Part.Points(List<Part.Point> points)) {
        var asked =
            points.stream()
                .map(point -> Span.text(point.spans()).strip())
                .filter(said -> said.endsWith("?") || said.endsWith("？"))
                .toList();
        questions = asked.size() < 2 ? questions : asked;
      }
    }
    var suggested = Cards.JSON.objectNode();
    var actions = suggested.putArray("actions");
    questions.stream()
        .filter(question -> question.length() <= LONGEST)
        .map(question -> Inert.plain(question, LONGEST))
        .limit(MOST)
        .forEach(q -> actions.addObject().put("type", "imBack").put("title", q).put("value", q));
    return actions.isEmpty() ? Optional.empty() : Optional.of(suggested);
  }
}
