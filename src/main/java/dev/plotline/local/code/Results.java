package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds `CodeInterpreterResult`s out of the supervisor's answers, in the shapes captured from the
/// service.
final class Results {
  private static final int OVERHEAD = 1000;

  private Results() {}

  static ObjectNode error(String text) {
    return text(text, true);
  }

  static ObjectNode count(String done, int files) {
    return text("Successfully " + done + " all " + files + " files", false);
  }

  /// What code or a command printed; an exit code other than 0 is an error. The notice says what
  /// happened to the session since its last call.
  static ObjectNode execution(JsonNode answer, @Nullable String notice) {
    var out = answer.path("stdout").asText();
    var err = answer.path("stderr").asText();
    if (notice != null) {
      err = "[" + notice + "]\n" + err;
    }
    boolean failed = answer.path("exitCode").asInt() != 0;
    var result = text(failed ? join(out, err) : out, failed);
    result
        .putObject("structuredContent")
        .put("stdout", out)
        .put("stderr", err)
        .put("exitCode", answer.path("exitCode").asInt())
        .put("executionTime", answer.path("executionTime").asDouble());
    return result;
  }

  /// The state of a task, with its output as far as there is any.
  static ObjectNode task(JsonNode answer) {
    var result = text(answer.path("stdout").asText(), false);
    var structured = result.putObject("structuredContent");
    for (var name :
        List.of("taskId", "taskStatus", "stdout", "stderr", "exitCode", "executionTime")) {
      if (answer.hasNonNull(name)) {
        structured.set(name, answer.get(name));
      }
    }
    return result;
  }

  /// As many results as it takes to keep each frame below what clients accept.
  static List<ObjectNode> resources(JsonNode files) {
    var results = new ArrayList<ObjectNode>();
    var content = Json.array();
    long size = 0;
    for (var file : files) {
      long more =
          OVERHEAD + 3L * file.path("text").asText().length() + file.path("blob").asText().length();
      if (!content.isEmpty() && size + more > EventStream.PAYLOAD_LIMIT) {
        results.add(success(content));
        content = Json.array();
        size = 0;
      }
      content.add(resource(file));
      size += more;
    }
    results.add(success(content));
    return results;
  }

  private static ObjectNode resource(JsonNode file) {
    var block = Json.object().put("type", "resource");
    var resource =
        block
            .putObject("resource")
            .put("type", file.has("text") ? "text" : "blob")
            .put("uri", "file://" + Isolation.WORK + "/" + file.path("path").asText())
            .put("mimeType", file.path("mimeType").asText());
    for (var form : List.of("text", "blob")) {
      if (file.has(form)) {
        resource.set(form, file.get(form));
      }
    }
    return block;
  }

  static ObjectNode links(JsonNode entries, String folder) {
    var content = Json.array();
    var prefix = folder.isEmpty() || folder.equals(".") ? "" : folder.replaceFirst("/*$", "/");
    for (var entry : entries) {
      boolean isFolder = entry.path("folder").asBoolean();
      var link = content.addObject().put("type", "resource_link");
      if (!isFolder) {
        link.put("mimeType", entry.path("mimeType").asText());
        link.put("size", entry.path("size").asLong());
      }
      link.put("uri", "file:///" + prefix + entry.path("name").asText())
          .put("name", entry.path("name").asText())
          .put("description", isFolder ? "Directory" : "File");
    }
    return success(content);
  }

  private static ObjectNode success(JsonNode content) {
    ObjectNode result = Json.object();
    result.set("content", content);
    return result.put("isError", false);
  }

  private static ObjectNode text(String text, boolean error) {
    var result = Json.object();
    result.putArray("content").addObject().put("type", "text").put("text", text);
    return result.put("isError", error);
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() || first.endsWith("\n")
        ? first + second
        : first + "\n" + second;
  }
}
