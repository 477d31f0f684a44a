package dev.plotline.local.analyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Reads the result of the tool: JSON as the program writes it, or whatever text came instead.
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Results() {}

  static Turn.Outcome outcome(JsonNode result) {
    boolean failed = result.path("status").asText().equals("error");
    for (var content : result.path("content")) {
      if (content.has("json")) {
        return outcome(content.get("json"), failed);
      }
      if (content.has("text")) {
        return outcome(content.get("text").asText(), failed);
      }
    }
    return new Turn.Outcome(true, "", "The tool gave no result.");
  }

  private static Turn.Outcome outcome(String text, boolean failed) {
    try {
      var json = JSON.readTree(text);
      if (json != null && json.isObject()) {
        return outcome(json, failed);
      }
    } catch (JsonProcessingException e) {
      // Then it is plain text.
    }
    return new Turn.Outcome(failed, failed ? "" : text, failed ? text : "");
  }

  private static Turn.Outcome outcome(JsonNode json, boolean failed) {
    var content = json.path("structuredContent");
    boolean error =
        failed || json.path("isError").asBoolean() || content.path("exitCode").asInt() != 0;
    String stderr = content.path("stderr").asText();
    if (error && stderr.isBlank()) {
      stderr = json.path("error").asText(json.path("message").asText(json.path("note").asText()));
    }
    return new Turn.Outcome(error, content.path("stdout").asText(), stderr);
  }
}
