package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;
import java.util.List;

/// A method's answer that it will not: `{"ok": false, "error": …}`.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ObjectNode body;

  /// With Slack's name for it.
  Refusal(String error) {
    super(error, null, false, false);
    body = Json.object().put("ok", false).put("error", error);
  }

  /// An argument that is missing.
  static Refusal missing(String argument) {
    return new Refusal("invalid_arguments")
        .because(List.of("[ERROR] missing required field: " + argument));
  }

  /// The same with the reasons in detail.
  Refusal because(List<String> reasons) {
    body.set("errors", Json.texts(reasons));
    body.putObject("response_metadata").set("messages", Json.texts(reasons));
    return this;
  }

  /// The same with a field more.
  Refusal with(String name, String value) {
    body.put(name, value);
    return this;
  }

  /// What is sent.
  ObjectNode body() {
    return body;
  }
}
