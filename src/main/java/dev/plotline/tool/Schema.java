package dev.plotline.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/// JSON Schemas as they are written in the tools.
final class Schema {
  private Schema() {}

  static JsonNode parse(String json) {
    try {
      return Results.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a tool's schema is no JSON", e);
    }
  }
}
