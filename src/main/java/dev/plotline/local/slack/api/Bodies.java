package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads the arguments of a call: from the address, a form, or JSON.
final class Bodies {
  private static final int MOST = 4 << 20;

  private Bodies() {}

  /// Reads them.
  ///
  /// @param json whether the method takes JSON; one that doesn't finds no arguments in it
  static ObjectNode read(HttpServletRequest request, boolean json) throws IOException {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    if (type.startsWith("application/json")) {
      byte[] bytes = request.getInputStream().readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new Refusal("request_too_large");
      }
      return json ? object(new String(bytes, StandardCharsets.UTF_8)) : Json.object();
    }
    if (request.getMethod().equals("POST")
        && !type.startsWith("application/x-www-form-urlencoded")
        && request.getContentLengthLong() > 0) {
      throw new Refusal("invalid_post_type");
    }
    ObjectNode values = Json.object();
    request
        .getParameterMap()
        .forEach((name, all) -> values.put(name, all.length == 0 ? "" : all[0]));
    return values;
  }

  private static ObjectNode object(String text) {
    JsonNode node = Json.parse(text);
    if (node.isMissingNode()) {
      throw new Refusal("invalid_json");
    }
    if (!(node instanceof ObjectNode object)) {
      throw new Refusal("json_not_object");
    }
    return object;
  }
}
