package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/// The flat `arguments` of a tool call, each checked when it is taken.
record Arguments(JsonNode json) {
  String required(String name) {
    var value = json.path(name);
    if (!value.isTextual()) {
      throw Refusal.field("arguments." + name, "must be a string");
    }
    return value.textValue();
  }

  String optional(String name, String otherwise) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    return required(name);
  }

  boolean flag(String name) {
    var value = json.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw Refusal.field("arguments." + name, "must be a boolean");
    }
    return value.asBoolean();
  }

  ArrayNode list(String name) {
    if (json.path(name) instanceof ArrayNode array && !array.isEmpty()) {
      return array;
    }
    throw Refusal.field("arguments." + name, "must be a list with at least one element");
  }
}
