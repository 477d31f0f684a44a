package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks the tools of a request, and that every call of one has its result in the next message.
final class ToolCheck {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Set<String> KINDS = Set.of("toolSpec", "cachePoint", "systemTool");

  private ToolCheck() {}

  static void config(JsonNode config) throws Refusal {
    if (config.isMissingNode()) {
      return;
    }
    var tools = config.path("tools");
    if (!tools.isArray() || tools.isEmpty()) {
      throw Refusal.invalid(
          "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint:"
              + " Member must have length greater than or equal to 1");
    }
    var names = new HashSet<String>();
    for (int i = 0; i < tools.size(); i++) {
      tool(tools.get(i), "toolConfig.tools." + i, names);
    }
  }

  private static void tool(JsonNode tool, String at, Set<String> names) throws Refusal {
    if (tool.size() != 1 || !KINDS.contains(tool.fieldNames().next())) {
      throw Refusal.invalid("The value at " + at + " must set exactly one of toolSpec, cachePoint");
    }
    if (!tool.has("toolSpec")) {
      return;
    }
    var spec = tool.get("toolSpec");
    String name = spec.path("name").asText();
    named(name, at + ".toolSpec.name");
    if (!names.add(name)) {
      throw Refusal.invalid("The toolConfig contains duplicate tool name: " + name);
    }
    if (spec.has("description") && spec.path("description").asText().isBlank()) {
      throw Refusal.invalid("The description at " + at + ".toolSpec must not be blank");
    }
    var schema = spec.at("/inputSchema/json");
    if (!schema.isObject() || !schema.path("type").asText().equals("object")) {
      throw Refusal.invalid(
          "The value at "
              + at
              + ".toolSpec.inputSchema.json.type must be one of the following: object.");
    }
    if (schema.has("properties") && !schema.get("properties").isObject()) {
      throw Refusal.invalid(
          "The value at " + at + ".toolSpec.inputSchema.json.properties is not valid JSON Schema.");
    }
  }

  static void named(String name, String at) throws Refusal {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.invalid(
          "1 validation error detected: Value '"
              + name
              + "' at '"
              + at
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern:"
              + " [a-zA-Z0-9_-]+");
    }
  }

  static void use(JsonNode use, String at) throws Refusal {
    named(use.path("name").asText(), at + ".toolUse.name");
    named(use.path("toolUseId").asText(), at + ".toolUse.toolUseId");
    if (!use.path("input").isObject()) {
      throw Refusal.invalid(
          "The format of the value at " + at + ".toolUse.input is invalid. Provide a json object.");
    }
  }

  /// `before` is the assistant's message (or missing), `message` the user's that follows it.
  static void pairs(JsonNode before, JsonNode message, int index) throws Refusal {
    var used = ids(before, "toolUse");
    var answered = ids(message, "toolResult");
    if (!used.containsAll(answered)) {
      throw Refusal.invalid(
          "The number of toolResult blocks at messages."
              + index
              + ".content exceeds the number of toolUse blocks of previous turn.");
    }
    used.removeAll(answered);
    if (!used.isEmpty()) {
      throw Refusal.invalid(
          "Expected toolResult blocks at messages."
              + index
              + ".content for the following Ids: "
              + String.join(", ", used));
    }
  }

  private static Set<String> ids(JsonNode message, String kind) throws Refusal {
    var ids = new LinkedHashSet<String>();
    for (var block : message.path("content")) {
      if (block.has(kind) && !ids.add(block.at("/" + kind + "/toolUseId").asText())) {
        throw Refusal.invalid(
            "The model returned the following errors: messages: `tool_use` ids must be unique");
      }
    }
    return ids;
  }
}
