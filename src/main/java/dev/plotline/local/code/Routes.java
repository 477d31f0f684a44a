package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The five operations of AgentCore's data plane on Code Interpreter sessions: signed, counted,
/// journaled, and refused in the service's own words.
final class Routes extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final int BODY_LIMIT = 100_000_000;
  private static final Pattern PATH = Pattern.compile("/code-interpreters/([^/]+)/(.+)");
  private static final Pattern INTERPRETER =
      Pattern.compile("aws\\.codeinterpreter\\.v1|[a-zA-Z][a-zA-Z0-9_]{0,47}-[a-zA-Z0-9]{10}");
  private static final Pattern SESSION = Pattern.compile("[0-9a-zA-Z]{1,40}");
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "PUT sessions/start", "StartCodeInterpreterSession",
          "GET sessions/get", "GetCodeInterpreterSession",
          "POST sessions/list", "ListCodeInterpreterSessions",
          "PUT sessions/stop", "StopCodeInterpreterSession",
          "POST tools/invoke", "InvokeCodeInterpreter");

  private final transient Signature signature;
  private final transient Rate rate;
  private final transient SessionOperations sessions;
  private final transient Invocation invocation;
  private final transient Journal journal;

  Routes(
      Signature signature,
      Rate rate,
      SessionOperations sessions,
      Invocation invocation,
      Journal journal) {
    this.signature = signature;
    this.rate = rate;
    this.sessions = sessions;
    this.invocation = invocation;
    this.journal = journal;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var line = new Line();
    try {
      route(request, response, line);
    } catch (Refusal refusal) {
      refuse(response, refusal, line);
    } catch (RuntimeException e) {
      LOG.error("{} failed", line.operation, e);
      refuse(
          response, Refusal.of(Refusal.Type.INTERNAL_SERVER, "The local interpreter failed"), line);
    } finally {
      line.write(journal, response.getStatus());
    }
  }

  private void route(HttpServletRequest request, HttpServletResponse response, Line line)
      throws IOException {
    byte[] bytes = body(request);
    signature.check(request, bytes);
    var path = PATH.matcher(request.getRequestURI());
    var operation =
        path.matches() ? OPERATIONS.get(request.getMethod() + " " + path.group(2)) : null;
    if (operation == null) {
      throw Refusal.of(Refusal.Type.RESOURCE_NOT_FOUND, "No such operation");
    }
    line.operation = operation;
    rate.count(operation);
    var interpreter = path.group(1);
    if (!INTERPRETER.matcher(interpreter).matches()) {
      throw Refusal.field("codeInterpreterIdentifier", "must be aws.codeinterpreter.v1 or an id");
    }
    switch (operation) {
      case "StartCodeInterpreterSession" ->
          line.session = answer(response, sessions.start(interpreter, object(bytes)));
      case "ListCodeInterpreterSessions" ->
          answer(response, sessions.list(interpreter, object(bytes)));
      case "GetCodeInterpreterSession" -> {
        line.session = session(request.getParameter("sessionId"));
        answer(response, sessions.get(interpreter, line.session));
      }
      case "StopCodeInterpreterSession" -> {
        line.session = session(request.getParameter("sessionId"));
        answer(response, sessions.stop(interpreter, line.session));
      }
      default -> {
        var body = object(bytes);
        line.tool = body.path("name").asText("");
        line.session = session(request.getHeader(Invocation.SESSION));
        invocation.answer(interpreter, line.session, body, response);
      }
    }
  }

  /// Reads to the end also what is too long, or the client would see a broken pipe, not our answer.
  private static byte[] body(HttpServletRequest request) throws IOException {
    var in = request.getInputStream();
    byte[] bytes = in.readNBytes(BODY_LIMIT);
    if (in.skip(Long.MAX_VALUE) > 0) {
      throw Refusal.cannotParse("The body is larger than 100 MB");
    }
    return bytes;
  }

  private static String session(@Nullable String id) {
    if (id == null || !SESSION.matcher(id).matches()) {
      throw Refusal.field("sessionId", "must have 1 to 40 letters and digits");
    }
    return id;
  }

  private static JsonNode object(byte[] bytes) {
    try {
      var json = bytes.length == 0 ? Json.object() : Json.parse(bytes);
      if (json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      // Told below.
    }
    throw Refusal.cannotParse("The body must be a JSON object");
  }

  private static String answer(HttpServletResponse response, ObjectNode json) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(Json.bytes(json));
    return json.path("sessionId").asText("");
  }

  private static void refuse(HttpServletResponse response, Refusal refusal, Line line)
      throws IOException {
    line.error = refusal.type().wireName();
    line.message = refusal.message();
    response.setStatus(refusal.type().status());
    response.setHeader("x-amzn-ErrorType", refusal.type().wireName());
    var json = Json.object().put("message", refusal.message());
    if (!refusal.reason().isEmpty()) {
      json.put("reason", refusal.reason());
    }
    if (!refusal.fields().isEmpty()) {
      var fields = json.putArray("fieldList");
      refusal
          .fields()
          .forEach(f -> fields.addObject().put("name", f.name()).put("message", f.message()));
    }
    answer(response, json);
  }

  /// One line of the journal while it is written.
  private static final class Line {
    private final Instant at = Instant.now();
    private final long began = System.nanoTime();
    private String operation = "";
    private String tool = "";
    private String session = "";
    private String error = "";
    private String message = "";

    private void write(Journal journal, int status) {
      var took = Duration.ofNanos(System.nanoTime() - began);
      journal.add(new Journal.Call(operation, tool, session, status, error, message, at, took));
    }
  }
}
