package dev.plotline.teams.fake;

import java.util.Map;

/// What goes wrong with one request.
public sealed interface Fault {
  /// It is refused.
  record Refused(int status, Map<String, String> headers, String body) implements Fault {}

  /// It is served, and told to have failed.
  record ServedBut(int status) implements Fault {}

  /// The connection is closed without an answer, nothing is served.
  record Reset() implements Fault {}

  /// It is served, and the connection is closed without an answer.
  record ServedThenReset() implements Fault {}

  /// It is served, and never answered.
  record Silence() implements Fault {}

  /// A refusal without a word.
  static Fault status(int status) {
    return new Refused(status, Map.of(), "");
  }

  /// A refusal in the service's form.
  static Fault error(int status, String code, String message) {
    return new Refused(
        status,
        Map.of(),
        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, message));
  }

  /// A refusal for coming too often.
  static Fault limited(String retryAfter) {
    return new Refused(429, Map.of("Retry-After", retryAfter), "{}");
  }
}
