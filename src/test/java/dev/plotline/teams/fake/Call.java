package dev.plotline.teams.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/// A request that came.
///
/// @param id the activity's or the member's, empty when the path has none
/// @param body null node when there was none
/// @param headers in lower case
/// @param status 0 when it was not answered
public record Call(
    String method,
    String conversation,
    String id,
    JsonNode body,
    Map<String, String> headers,
    int status,
    Instant at) {
  /// The activity's text.
  public String text() {
    return body.path("text").asText();
  }

  /// The stream's entity, a missing node when it is none.
  public JsonNode stream() {
    return Checks.stream(body);
  }
}
