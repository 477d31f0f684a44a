package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Builds `CodeInterpreterResult`s out of the supervisor's answers.
final class Results {
  private Results() {}

  /// One text, or the answer's error.
  static ObjectNode of(JsonNode answer, String text) {
    return answer.has("error") ? error(answer) : text(text, false);
  }

  static ObjectNode error(JsonNode answer) {
    return text(answer.path("error").asText(), true);
  }

  /// What code or a command printed; an exit code other than 0 is an error.
  static ObjectNode execution(JsonNode answer) {
    boolean failed = answer.path("exitCode").asInt() != 0;
    var out = answer.path("stdout").asText();
    var err = answer.path("stderr").asText();
    var result =
        text(failed && !err.isEmpty() ? (out.isEmpty() ? err : out + "\n" + err) : out, failed);
    result
        .putObject("structuredContent")
        .put("stdout", out)
        .put("stderr", err)
        .put("exitCode", answer.path("exitCode").asInt())
        .put("executionTime", answer.path("executionTime").asDouble());
    return result;
  }

  static ObjectNode resources(JsonNode files) {
    var result = Json.object();
    var content = result.putArray("content");
    for (var file : files) {
      var resource = content.addObject().put("type", "resource").putObject("resource");
      resource
          .put("type", file.has("text") ? "text" : "blob")
          .put("uri", "file://" + Isolation.WORK + "/" + file.path("path").asText())
          .put("mimeType", file.path("mimeType").asText());
      for (String form : new String[] {"text", "blob"}) {
        if (file.has(form)) {
          resource.set(form, file.get(form));
        }
      }
    }
    return result.put("isError", false);
  }

  static ObjectNode links(JsonNode entries) {
    var result = Json.object();
    var content = result.putArray("content");
    for (var entry : entries) {
      boolean folder = entry.path("folder").asBoolean();
      var link = content.addObject().put("type", "resource_link");
      if (!folder) {
        link.put("mimeType", entry.path("mimeType").asText());
        link.put("size", entry.path("size").asLong());
      }
      link.put("uri", "file:///" + entry.path("name").asText())
          .put("name", entry.path("name").asText())
          .put("description", folder ? "Directory" : "File");
    }
    return result.put("isError", false);
  }

  private static ObjectNode text(String text, boolean error) {
    var result = Json.object();
    result.putArray("content").addObject().put("type", "text").put("text", text);
    return result.put("isError", error);
  }
}
