package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

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

  /// Digests of the files that a run made, by path; charts that the code itself saved are some.
  static Map<String, String> files(JsonNode capture) {
    var files = new HashMap<String, String>();
    for (JsonNode file : capture.path("files")) {
      if (file.hasNonNull("sha256")) {
        files.put(file.path("path").asText(), file.path("sha256").asText());
      }
    }
    for (JsonNode figure : capture.path("figures")) {
      if (figure.path("saved").asBoolean() && figure.hasNonNull("sha256")) {
        files.put(figure.path("path").asText(), figure.path("sha256").asText());
      }
    }
    return files;
  }

  /// The charts that a run drew.
  static List<Step.Chart> charts(JsonNode capture) {
    var charts = new ArrayList<Step.Chart>();
    for (JsonNode figure : capture.path("figures")) {
      charts.add(
          new Step.Chart(
              figure.path("path").asText(),
              figure.path("sha256").asText(),
              figure.path("shown").asBoolean()));
    }
    return charts;
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
