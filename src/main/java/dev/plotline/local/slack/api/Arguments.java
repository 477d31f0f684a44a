package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;

/// What a method was called with, from a form or from JSON.
///
/// @param values each a string when it came by form
public record Arguments(ObjectNode values) {
  /// A text, empty when it is not there.
  public String text(String name) {
    JsonNode value = values.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  /// A text that must be there.
  String required(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw Refusal.missing(name);
    }
    return value;
  }

  /// Whether it is there and not empty.
  boolean has(String name) {
    JsonNode value = values.path(name);
    return !(value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && text(name).isEmpty()));
  }

  /// Whether it is set.
  boolean flag(String name) {
    String value = text(name);
    return value.equals("true") || value.equals("1");
  }

  /// A number in a range, or what stands for it.
  int number(String name, int otherwise, int min, int max) {
    String value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Refusal("invalid_arguments");
  }

  /// JSON, which a form carries as text; missing when it is not there or no JSON.
  public JsonNode json(String name) {
    JsonNode value = values.path(name);
    return value.isTextual() ? Json.parse(value.asText()) : value;
  }
}
