package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Something to tell the app.
///
/// @param kind how it travels
/// @param type of the event or the interaction, for the record
/// @param id the event's id, or one for the record
/// @param payload what is told
record Parcel(Kind kind, String type, String id, ObjectNode payload) {

  /// How a parcel travels: with JSON as its body or in a form, and under which name in a socket.
  enum Kind {
    EVENT("events_api"),
    INTERACTION("interactive"),
    COMMAND("slash_commands");

    private final String socketType;

    Kind(String socketType) {
      this.socketType = socketType;
    }

    String socketType() {
      return socketType;
    }

    String contentType() {
      return this == EVENT ? "application/json" : "application/x-www-form-urlencoded";
    }
  }

  /// The body of a request.
  byte[] body() {
    String text =
        switch (kind) {
          case EVENT -> Json.write(payload);
          case INTERACTION -> "payload=" + encoded(Json.write(payload));
          case COMMAND -> form(payload);
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String form(JsonNode payload) {
    return StreamSupport.stream(payload.properties().spliterator(), false)
        .map(field -> field.getKey() + "=" + encoded(field.getValue().asText()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
