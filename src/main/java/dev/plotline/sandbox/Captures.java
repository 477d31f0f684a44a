package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads what `capture` in `session/` found. All of it comes out of the sandbox, so nothing in it
/// is believed beyond its type.
final class Captures {
  private static final int MAX_NAMES = 50;

  private Captures() {}

  static Execution execution(Session.Output output, JsonNode capture) {
    var figures = new ArrayList<Figure>();
    var shown = new HashSet<String>();
    for (JsonNode node : capture.path("figures")) {
      figures.add(figure(node));
      shown.add(node.path("path").asText());
    }
    var files = new ArrayList<Execution.Changed>();
    for (JsonNode node : capture.path("files")) {
      String path = node.path("path").asText();
      if (!shown.contains(path)) {
        files.add(new Execution.Changed(path, node.path("bytes").asLong()));
      }
    }
    var removed = new ArrayList<String>();
    capture.path("removed").forEach(path -> removed.add(path.asText()));
    return new Execution(output, figures, files, removed, texts(capture.path("problems")));
  }

  private static Figure figure(JsonNode node) {
    var axes = new ArrayList<Figure.Axes>();
    for (JsonNode one : node.path("axes")) {
      var series = new ArrayList<String>();
      for (JsonNode line : one.path("series")) {
        if (line.hasNonNull("name")) {
          series.add(line.get("name").asText());
        }
      }
      axes.add(
          new Figure.Axes(
              one.path("title").asText(""),
              one.path("x").asText(""),
              one.path("y").asText(""),
              texts(one.path("kinds")),
              series.subList(0, Math.min(MAX_NAMES, series.size()))));
    }
    String small = node.path("small").asText("");
    return new Figure(
        node.path("path").asText(),
        node.path("name").asText(),
        small,
        small.endsWith(".jpg") ? "jpeg" : "png",
        node.path("bytes").asLong(),
        node.path("title").asText(""),
        axes);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    for (JsonNode text : array) {
      if (texts.size() < MAX_NAMES) {
        texts.add(text.asText());
      }
    }
    return texts;
  }
}
