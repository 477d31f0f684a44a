package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// AgentCore's nine tools, each translated into a request to the supervisor and its answer into a
/// result.
final class Tools {
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final Set<String> LANGUAGES = Set.of("python", "javascript", "typescript");
  private static final Set<String> RUNTIMES = Set.of("python", "nodejs", "deno");

  private final Options options;
  private final Duration patience;

  Tools(Options options) {
    this(options, options.limits().call().plus(GRACE));
  }

  /// With another time for the supervisor to answer in.
  Tools(Options options, Duration patience) {
    this.options = options;
    this.patience = patience;
  }

  /// What the supervisor is asked for a call; refuses what the service refuses before it runs
  /// anything.
  ObjectNode request(String tool, Arguments arguments) {
    return switch (tool) {
      case "executeCode" -> code(arguments);
      case "executeCommand" -> op("command").put("command", arguments.required("command"));
      case "startCommandExecution" ->
          op("start_task").put("command", arguments.required("command"));
      case "getTask" -> op("task").put("taskId", arguments.required("taskId"));
      case "stopTask" -> op("stop_task").put("taskId", arguments.required("taskId"));
      case "writeFiles" -> op("write").set("files", arguments.files("content"));
      case "readFiles" ->
          op("read").put("blobs", options.blobsOnly()).set("paths", arguments.texts("paths"));
      case "listFiles" -> op("list").put("path", folder(arguments));
      case "removeFiles" -> op("remove").set("paths", arguments.texts("paths"));
      default ->
          throw Refusal.field(
              "name",
              "must be one of executeCode, executeCommand, readFiles, listFiles, removeFiles,"
                  + " writeFiles, startCommandExecution, getTask, stopTask");
    };
  }

  /// Sends a request and gives the `CodeInterpreterResult`s of its answer.
  List<ObjectNode> call(
      Box box, String tool, Arguments arguments, ObjectNode request, Session session) {
    var answer = ask(box, request);
    if (answer.has("error")) {
      return List.of(Results.error(answer.path("error").asText()));
    }
    return switch (tool) {
      case "executeCode", "executeCommand" ->
          List.of(Results.execution(answer, session.takeNotice()));
      case "readFiles" -> Results.resources(answer.path("files"));
      case "listFiles" -> Results.links(answer.path("entries"), folder(arguments));
      case "writeFiles" -> List.of(Results.count("wrote", arguments.files("content").size()));
      case "removeFiles" -> List.of(Results.count("removed", arguments.texts("paths").size()));
      default -> List.of(Results.task(answer));
    };
  }

  private static ObjectNode code(Arguments arguments) {
    var language = arguments.optional("language", "python");
    if (!LANGUAGES.contains(language)) {
      throw Refusal.field("arguments.language", "must be python, javascript or typescript");
    }
    if (!RUNTIMES.contains(arguments.optional("runtime", "nodejs"))) {
      throw Refusal.field("arguments.runtime", "must be python, nodejs or deno");
    }
    boolean clear = arguments.flag("clearContext");
    if (clear && !language.equals("python")) {
      throw Refusal.field("arguments.clearContext", "is only supported for python");
    }
    return op("run")
        .put("code", arguments.required("code"))
        .put("language", language)
        .put("clear", clear);
  }

  private static String folder(Arguments arguments) {
    return arguments.optional("directoryPath", arguments.optional("path", ""));
  }

  private static ObjectNode op(String name) {
    return Json.object().put("op", name);
  }

  /// The supervisor keeps the time; the deadline here is for one that does not answer any more. It
  /// counts from the call's turn on: the call before it has a deadline of its own.
  private JsonNode ask(Box box, ObjectNode request) {
    var asked = box.ask(request);
    try {
      var _ = CompletableFuture.anyOf(asked.turn(), asked.answer()).get();
      return asked.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return Json.object().put("error", Boxes.ENDED);
    } catch (TimeoutException e) {
      box.close();
      return Json.object().put("error", Boxes.ENDED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while code ran", e);
    }
  }
}
