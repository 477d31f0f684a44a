package dev.plotline.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.sandbox.Execution;
import dev.plotline.sandbox.Figure;
import dev.plotline.sandbox.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results as the model reads them: JSON of at most 20,000 characters. What is cut is announced,
/// because a model that meets a silent cut runs the same code again.
final class Results {
  /// The longest result.
  static final int MAX = 20_000;

  private static final String RAN = "; the code did run";

  static final ObjectMapper JSON = new ObjectMapper();

  private Results() {}

  /// The result of a run.
  ///
  /// @param notes sentences for the model
  /// @param debug null unless debugging is on
  static String of(Execution execution, List<String> notes, @Nullable JsonNode debug) {
    for (int room = 14_000; ; room /= 2) {
      ObjectNode result = result(execution, notes, debug, room);
      String text = result.toString();
      if (text.length() <= MAX || room < 200) {
        return text.length() <= MAX ? text : cut(text, MAX);
      }
    }
  }

  /// A text with its middle left out.
  static String cut(String text, int most) {
    return cut(text, most, "");
  }

  private static String cut(String text, int most, String comfort) {
    if (text.length() <= most) {
      return text;
    }
    int head = Math.max(0, most - 80) * 3 / 4;
    int tail = Math.max(0, most - 80) / 4;
    if (head > 0 && Character.isHighSurrogate(text.charAt(head - 1))) {
      head--;
    }
    int from = text.length() - tail;
    if (from < text.length() && Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    return text.substring(0, head)
        + "\n[... %,d characters left out%s ...]\n".formatted(from - head, comfort)
        + text.substring(from);
  }

  private static ObjectNode result(
      Execution execution, List<String> notes, @Nullable JsonNode debug, int room) {
    Session.Output output = execution.output();
    ObjectNode result = JSON.createObjectNode().put("isError", output.error());
    int forErrors = Math.min(output.stderr().length(), room / 3);
    result
        .putObject("structuredContent")
        .put("stdout", cut(output.stdout(), room - forErrors, RAN))
        .put("stderr", cut(output.stderr(), Math.max(forErrors, room / 3), RAN))
        .put("exitCode", output.exitCode())
        .put("executionTime", output.time().toMillis() / 1000.0);
    int most = Math.max(5, room / 200);
    ArrayNode files = result.putArray("files");
    for (Execution.Changed file : execution.files()) {
      if (files.size() < most) {
        files.addObject().put("path", file.path()).put("bytes", file.bytes());
      }
    }
    ArrayNode images = result.putArray("images");
    for (Figure figure : execution.figures()) {
      images
          .addObject()
          .put("path", figure.path())
          .put("title", figure.title())
          .put("alt", AltText.of(figure));
    }
    if (!notes.isEmpty()) {
      result.put("note", String.join(" ", notes));
    }
    if (debug != null) {
      result.set("debug_info", debug);
    }
    return result;
  }
}
