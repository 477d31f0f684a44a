package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/// The five operations of AgentCore's data plane on Code Interpreter sessions.
final class Routes extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String SESSION_HEADER = "x-amzn-code-interpreter-session-id";
  private static final Pattern PATH =
      Pattern.compile("/code-interpreters/([^/]+)/(sessions/(?:start|get|list|stop)|tools/invoke)");

  private final transient Sessions sessions;
  private final transient Boxes boxes;
  private final transient Tools tools;

  Routes(Sessions sessions, Boxes boxes, Tools tools) {
    this.sessions = sessions;
    this.boxes = boxes;
    this.tools = tools;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    try {
      route(request, body, response);
    } catch (Refusal refusal) {
      refuse(response, refusal);
    }
  }

  private void route(HttpServletRequest request, byte[] body, HttpServletResponse response)
      throws IOException {
    var path = PATH.matcher(request.getRequestURI());
    if (!path.matches()) {
      throw Refusal.of(Refusal.Type.RESOURCE_NOT_FOUND, "No such operation");
    }
    var interpreter = path.group(1);
    switch (path.group(2)) {
      case "sessions/start" -> answer(response, start(interpreter, object(body)));
      case "sessions/get" -> answer(response, get(interpreter, id(request)));
      case "sessions/stop" -> answer(response, stop(interpreter, id(request)));
      case "tools/invoke" -> invoke(interpreter, request, object(body), response);
      default -> throw Refusal.of(Refusal.Type.RESOURCE_NOT_FOUND, "No such operation");
    }
  }

  private ObjectNode start(String interpreter, JsonNode body) {
    var session =
        sessions.start(
            interpreter,
            body.path("name").asText(""),
            Duration.ofSeconds(body.path("sessionTimeoutSeconds").asLong(900)),
            body.hasNonNull("clientToken") ? body.path("clientToken").asText() : null);
    boxes.lease(session).close();
    return Json.object()
        .put("codeInterpreterIdentifier", interpreter)
        .put("sessionId", session.id())
        .put("createdAt", session.created().toString());
  }

  private ObjectNode get(String interpreter, String id) {
    var session = sessions.find(interpreter, id);
    return Json.object()
        .put("codeInterpreterIdentifier", interpreter)
        .put("sessionId", session.id())
        .put("name", session.name())
        .put("createdAt", session.created().toString())
        .put("sessionTimeoutSeconds", session.timeToLive().toSeconds())
        .put("status", session.isTerminated() ? "TERMINATED" : "READY");
  }

  private ObjectNode stop(String interpreter, String id) {
    var session = sessions.stop(interpreter, id);
    return Json.object()
        .put("codeInterpreterIdentifier", interpreter)
        .put("sessionId", session.id())
        .put("lastUpdatedAt", session.updated().toString());
  }

  private void invoke(
      String interpreter, HttpServletRequest request, JsonNode body, HttpServletResponse response)
      throws IOException {
    var id = String.valueOf(request.getHeader(SESSION_HEADER));
    var session = sessions.findReady(interpreter, id);
    try (var lease = boxes.lease(session)) {
      var results =
          tools.call(
              lease.box(), body.path("name").asText(), new Arguments(body.path("arguments")));
      response.setContentType("application/vnd.amazon.eventstream");
      response.setHeader(SESSION_HEADER, id);
      for (var result : results) {
        response.getOutputStream().write(EventStream.event("result", Json.bytes(result)));
      }
    }
  }

  private static String id(HttpServletRequest request) {
    return String.valueOf(request.getParameter("sessionId"));
  }

  private static JsonNode object(byte[] body) {
    try {
      var json = Json.parse(body);
      if (json != null && json.isObject()) {
        return json;
      }
      throw Refusal.cannotParse("The body must be a JSON object");
    } catch (IOException e) {
      throw Refusal.cannotParse("The body is not JSON");
    }
  }

  private static void answer(HttpServletResponse response, ObjectNode json) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(Json.bytes(json));
  }

  private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
    response.setStatus(refusal.type().status());
    response.setHeader("x-amzn-ErrorType", refusal.type().wireName());
    var json = Json.object().put("message", refusal.message());
    if (!refusal.reason().isEmpty()) {
      json.put("reason", refusal.reason());
      var fields = json.putArray("fieldList");
      refusal
          .fields()
          .forEach(f -> fields.addObject().put("name", f.name()).put("message", f.message()));
    }
    answer(response, json);
  }
}
