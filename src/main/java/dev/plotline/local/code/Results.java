package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Builds `CodeInterpreterResult`s out of the supervisor's answers, in the shapes captured from the
/// service.
final class Results {
  /// For the blocks of one result.
  private static final int ROOM = EventStream.PAYLOAD_LIMIT - 1000;

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

  static List<ObjectNode> resources(JsonNode files) {
    var blocks = new ArrayList<ObjectNode>();
    for (var file : files) {
      var block = resource(file);
      // Text of line ends or control characters is longer in JSON than as a blob.
      blocks.add(size(block) > ROOM && file.has("text") ? resource(blob(file)) : block);
    }
    return packed(blocks);
  }

  private static ObjectNode blob(JsonNode file) {
    byte[] bytes = file.path("text").asText().getBytes(UTF_8);
    ObjectNode blob = file.deepCopy();
    blob.remove("text");
    return blob.put("blob", bytes);
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

  static List<ObjectNode> links(JsonNode entries, String folder) {
    var links = new ArrayList<ObjectNode>();
    var prefix =
        Stream.of(folder.split("/"))
            .filter(name -> !name.isEmpty() && !name.equals("."))
            .map(name -> name + "/")
            .collect(Collectors.joining());
    for (var entry : entries) {
      boolean isFolder = entry.path("folder").asBoolean();
      var link = Json.object().put("type", "resource_link");
      if (!isFolder) {
        link.put("mimeType", entry.path("mimeType").asText());
        link.put("size", entry.path("size").asLong());
      }
      link.put("uri", "file:///" + prefix + entry.path("name").asText())
          .put("name", entry.path("name").asText())
          .put("description", isFolder ? "Directory" : "File");
      links.add(link);
    }
    return packed(links);
  }

  /// As many results as it takes to keep each frame below what clients accept.
  private static List<ObjectNode> packed(List<ObjectNode> blocks) {
    var results = new ArrayList<ObjectNode>();
    var content = Json.array();
    long used = 0;
    for (var block : blocks) {
      long more = size(block) + 1;
      if (!content.isEmpty() && used + more > ROOM) {
        results.add(success(content));
        content = Json.array();
        used = 0;
      }
      content.add(block);
      used += more;
    }
    results.add(success(content));
    return results;
  }

  private static long size(ObjectNode block) {
    return Json.bytes(block).length;
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
