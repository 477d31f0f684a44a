package dev.plotline.teams.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.bot.schema.Activity;

/// An activity that is written as the JSON it was made of. The SDK's own fields stay empty, so that
/// it has nothing to drop, to add, or to look into with reflection.
final class RawActivity extends Activity {
  private final ObjectNode json;

  RawActivity(ObjectNode json) {
    super(json.path("type").asText());
    this.json = json;
  }

  @JsonValue
  ObjectNode json() {
    return json;
  }
}
