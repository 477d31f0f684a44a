package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Base64;

/// The flat `arguments` of a tool call, each checked when it is taken.
record Arguments(JsonNode json) {
  static Arguments of(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return new Arguments(Json.object());
    }
    if (!json.isObject()) {
      throw Refusal.cannotParse("arguments must be an object");
    }
    return new Arguments(json);
  }

  String required(String name) {
    var value = json.path(name);
    if (!value.isTextual()) {
      throw Refusal.field("arguments." + name, "must be a string");
    }
    return value.textValue();
  }

  String optional(String name, String otherwise) {
    return isAbsent(name) ? otherwise : required(name);
  }

  boolean flag(String name) {
    if (!isAbsent(name) && !json.path(name).isBoolean()) {
      throw Refusal.field("arguments." + name, "must be a boolean");
    }
    return json.path(name).asBoolean();
  }

  /// A list with at least one string.
  ArrayNode texts(String name) {
    var texts = list(name);
    for (var text : texts) {
      if (!text.isTextual()) {
        throw Refusal.field("arguments." + name, "must hold strings only");
      }
    }
    return texts;
  }

  /// A list with at least one file: a path, and text or a blob.
  ArrayNode files(String name) {
    var files = list(name);
    for (var file : files) {
      boolean one = file.path("text").isTextual() != file.path("blob").isTextual();
      checkBase64(file.path("blob").asText(""));
      if (!file.path("path").isTextual() || !one) {
        throw Refusal.field("arguments." + name, "must each have a path and either text or blob");
      }
    }
    return files;
  }

  private static void checkBase64(String blob) {
    try {
      byte[] _ = Base64.getDecoder().decode(blob);
    } catch (IllegalArgumentException e) {
      throw Refusal.cannotParse("blob is not base64");
    }
  }

  /// The code or the command.
  String text() {
    return json.path("code").asText("") + json.path("command").asText("");
  }

  private ArrayNode list(String name) {
    if (json.path(name) instanceof ArrayNode array && !array.isEmpty()) {
      return array;
    }
    throw Refusal.field("arguments." + name, "must be a list with at least one element");
  }

  private boolean isAbsent(String name) {
    return json.path(name).isMissingNode() || json.path(name).isNull();
  }
}
