package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The one operation that streams: a tool is called in a session.
final class Invocation {
  /// The header that names the session, in both directions.
  static final String SESSION = "x-amzn-code-interpreter-session-id";

  private final Sessions sessions;
  private final Boxes boxes;
  private final Tools tools;
  private final Faults faults;

  Invocation(Sessions sessions, Boxes boxes, Tools tools, Faults faults) {
    this.sessions = sessions;
    this.boxes = boxes;
    this.tools = tools;
    this.faults = faults;
  }

  void answer(String interpreter, String id, JsonNode body, HttpServletResponse response)
      throws IOException {
    if (!body.path("name").isTextual()) {
      throw Refusal.field("name", "must not be null");
    }
    var tool = body.path("name").textValue();
    var arguments = Arguments.of(body.path("arguments"));
    var request = tools.request(tool, arguments);
    var session = sessions.findReady(interpreter, id);
    var fault = faults.take(tool, arguments.text());
    before(fault, session);
    var results = call(session, tool, arguments, request);
    response.setContentType("application/vnd.amazon.eventstream");
    response.setHeader(SESSION, id);
    new Frames(response).send(results, fault);
  }

  private List<ObjectNode> call(
      Session session, String tool, Arguments arguments, ObjectNode request) {
    sessions.findReady(session.interpreter(), session.id());
    try (var lease = boxes.lease(session)) {
      return tools.call(lease.box(), tool, arguments, request, session);
    } finally {
      // Stopped or expired while it ran: then there is no result, as there is no session.
      sessions.findReady(session.interpreter(), session.id());
    }
  }

  private void before(Optional<Fault> fault, Session session) {
    switch (fault.orElse(null)) {
      case Fault.Refused refused -> throw Frames.refusal(refused.error());
      case Fault.EndedSession _ -> sessions.stop(session.interpreter(), session.id());
      case Fault.KilledProcesses _ -> boxes.end(session.id());
      case null, default -> {}
    }
  }
}
