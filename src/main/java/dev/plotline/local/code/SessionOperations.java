package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Start, get, list and stop, with the checks that the service's model prescribes.
final class SessionOperations {
  private static final int LONGEST_SECONDS = 28_800;
  private static final int USUAL_SECONDS = 900;
  private static final Pattern NAME = Pattern.compile(".{1,100}", Pattern.DOTALL);
  private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}");

  private final Sessions sessions;

  SessionOperations(Sessions sessions) {
    this.sessions = sessions;
  }

  ObjectNode start(String interpreter, JsonNode body) {
    var name = text(body, "name");
    if (name != null && !NAME.matcher(name).matches()) {
      throw Refusal.field("name", "must have 1 to 100 characters");
    }
    var token = text(body, "clientToken");
    if (token != null && (token.length() < 33 || !TOKEN.matcher(token).matches())) {
      throw Refusal.field(
          "clientToken", "must have 33 to 256 letters, digits and hyphens, a hyphen not at an end");
    }
    var seconds = number(body, "sessionTimeoutSeconds", 1, LONGEST_SECONDS, USUAL_SECONDS);
    var session =
        sessions.start(interpreter, name == null ? "" : name, Duration.ofSeconds(seconds), token);
    return described(session).put("createdAt", session.created().toString());
  }

  ObjectNode get(String interpreter, String id) {
    var session = sessions.find(interpreter, id);
    return described(session)
        .put("name", session.name())
        .put("createdAt", session.created().toString())
        .put("sessionTimeoutSeconds", session.timeToLive().toSeconds())
        .put("status", status(session));
  }

  ObjectNode stop(String interpreter, String id) {
    var session = sessions.stop(interpreter, id);
    return described(session).put("lastUpdatedAt", session.updated().toString());
  }

  /// Newest first; the token is the id of the last session of the page before.
  ObjectNode list(String interpreter, JsonNode body) {
    int most = number(body, "maxResults", 1, 100, 10);
    var wanted = text(body, "status");
    if (wanted != null && !wanted.equals("READY") && !wanted.equals("TERMINATED")) {
      throw Refusal.field("status", "must be READY or TERMINATED");
    }
    var token = text(body, "nextToken");
    List<Session> found =
        sessions.list(interpreter).reversed().stream()
            .filter(session -> wanted == null || wanted.equals(status(session)))
            .toList();
    if (token != null) {
      int last = found.stream().map(Session::id).toList().indexOf(token);
      if (last < 0) {
        throw Refusal.field("nextToken", "is not one of ours");
      }
      found = found.subList(last + 1, found.size());
    }
    var page = Json.object();
    var items = page.putArray("items");
    found.stream()
        .limit(most)
        .forEach(session ->
            items.add(
                described(session)
                    .put("name", session.name())
                    .put("status", status(session))
                    .put("createdAt", session.created().toString())
                    .put("lastUpdatedAt", session.updated().toString())));
    if (found.size() > most) {
      page.put("nextToken", found.get(most - 1).id());
    }
    return page;
  }

  private static ObjectNode described(Session session) {
    return Json.object()
        .put("codeInterpreterIdentifier", session.interpreter())
        .put("sessionId", session.id());
  }

  private static String status(Session session) {
    return session.isTerminated() ? "TERMINATED" : "READY";
  }

  private static @Nullable String text(JsonNode body, String name) {
    var value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Refusal.cannotParse(name + " must be a string");
    }
    return value.textValue();
  }

  private static int number(JsonNode body, String name, int least, int most, int usual) {
    var value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return usual;
    }
    if (!value.isIntegralNumber()) {
      throw Refusal.cannotParse(name + " must be a whole number");
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      throw Refusal.field(name, "must be between " + least + " and " + most);
    }
    return value.intValue();
  }
}
