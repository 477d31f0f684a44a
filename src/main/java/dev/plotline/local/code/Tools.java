package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// AgentCore's tools, each translated into a request to the supervisor and its answer into a
/// result.
final class Tools {
  private final boolean blobsOnly;

  Tools(boolean blobsOnly) {
    this.blobsOnly = blobsOnly;
  }

  /// Runs a tool and gives the `CodeInterpreterResult`s of its answer.
  List<ObjectNode> call(Box box, String tool, Arguments arguments) {
    return switch (tool) {
      case "executeCode" -> List.of(executed(ask(box, code(arguments))));
      case "writeFiles" -> List.of(write(box, arguments));
      case "readFiles" -> List.of(read(box, arguments));
      case "listFiles" -> List.of(list(box, arguments));
      case "removeFiles" -> List.of(remove(box, arguments));
      default -> throw Refusal.field("name", "must be one of the tools, was '" + tool + "'");
    };
  }

  private static ObjectNode code(Arguments arguments) {
    return Json.object()
        .put("op", "run")
        .put("code", arguments.required("code"))
        .put("language", arguments.optional("language", "python"))
        .put("clear", arguments.flag("clearContext"));
  }

  private static ObjectNode write(Box box, Arguments arguments) {
    var files = arguments.list("content");
    var request = Json.object().put("op", "write");
    request.set("files", files);
    var answer = ask(box, request);
    return Results.of(answer, "Successfully wrote all " + files.size() + " files");
  }

  private ObjectNode read(Box box, Arguments arguments) {
    var request = Json.object().put("op", "read").put("blobs", blobsOnly);
    request.set("paths", arguments.list("paths"));
    var answer = ask(box, request);
    return answer.has("error") ? Results.error(answer) : Results.resources(answer.path("files"));
  }

  private static ObjectNode list(Box box, Arguments arguments) {
    var path = arguments.optional("directoryPath", arguments.optional("path", ""));
    var answer = ask(box, Json.object().put("op", "list").put("path", path));
    return answer.has("error") ? Results.error(answer) : Results.links(answer.path("entries"));
  }

  private static ObjectNode remove(Box box, Arguments arguments) {
    ArrayNode paths = arguments.list("paths");
    var request = Json.object().put("op", "remove");
    request.set("paths", paths);
    return Results.of(ask(box, request), "Successfully removed all " + paths.size() + " files");
  }

  private static ObjectNode executed(JsonNode answer) {
    return answer.has("error") ? Results.error(answer) : Results.execution(answer);
  }

  private static JsonNode ask(Box box, ObjectNode request) {
    try {
      return box.ask(request).get();
    } catch (ExecutionException e) {
      return Json.object()
          .put("error", "The session's sandbox ended; variables are gone, files are kept.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while code ran", e);
    }
  }
}
