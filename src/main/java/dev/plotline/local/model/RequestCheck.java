package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// Checks a request as the vendor does, in its words.
final class RequestCheck {
  private static final int IMAGES = 20;
  private static final Set<String> FIELDS =
      Set.of(
          "messages",
          "system",
          "inferenceConfig",
          "toolConfig",
          "guardrailConfig",
          "additionalModelRequestFields",
          "promptVariables",
          "additionalModelResponseFieldPaths",
          "requestMetadata",
          "performanceConfig",
          "serviceTier",
          "outputConfig");
  private static final Set<String> USER =
      Set.of("text", "image", "document", "toolResult", "cachePoint", "guardContent", "video");
  private static final Set<String> ASSISTANT =
      Set.of("text", "toolUse", "reasoningContent", "cachePoint");
  private static final Set<String> RESULT = Set.of("json", "text", "image", "document", "video");

  private RequestCheck() {}

  static void check(JsonNode request) throws Refusal {
    if (!request.isObject()) {
      throw new Refusal(400, "SerializationException", "The request body is not a JSON object.");
    }
    for (var name : (Iterable<String>) request::fieldNames) {
      if (!FIELDS.contains(name)) {
        throw Refusal.invalid("extraneous key [" + name + "] is not permitted");
      }
    }
    var messages = request.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw Refusal.invalid("The messages field is required and must not be empty.");
    }
    ToolCheck.config(request.path("toolConfig"));
    system(request.path("system"));
    inference(request.path("inferenceConfig"));
    for (int i = 0; i < messages.size(); i++) {
      message(messages, i, request.has("toolConfig"));
    }
    if (!role(messages.get(messages.size() - 1)).equals("user")) {
      throw Refusal.invalid(
          "This model does not support assistant message prefill. The conversation must end with a"
              + " user message.");
    }
  }

  private static void system(JsonNode system) throws Refusal {
    for (int i = 0; i < system.size(); i++) {
      if (system.get(i).has("text")) {
        notBlank(system.get(i), "SystemContentBlock", "system." + i);
      }
    }
  }

  private static void inference(JsonNode config) throws Refusal {
    if (config.has("maxTokens") && config.get("maxTokens").asInt() < 1) {
      throw Refusal.invalid(
          "1 validation error detected: Value at 'inferenceConfig.maxTokens' failed to satisfy"
              + " constraint: Member must have value greater than or equal to 1");
    }
    for (String name : new String[] {"temperature", "topP"}) {
      double value = config.path(name).asDouble();
      if (value < 0 || value > 1) {
        throw Refusal.invalid(
            "1 validation error detected: Value '"
                + value
                + "' at 'inferenceConfig."
                + name
                + "' failed to satisfy constraint: Member must have value less than or equal to 1");
      }
    }
  }

  private static void message(JsonNode messages, int index, boolean tools) throws Refusal {
    var message = messages.get(index);
    boolean user = index % 2 == 0;
    if (index == 0 && !role(message).equals("user")) {
      throw Refusal.invalid(
          "A conversation must start with a user message. Try again with a conversation that"
              + " starts with a user message.");
    }
    if (!role(message).equals(user ? "user" : "assistant")) {
      throw Refusal.invalid(
          "A conversation must alternate between user and assistant roles. Make sure the"
              + " conversation alternates between user and assistant roles and try again.");
    }
    var content = message.path("content");
    if (content.isEmpty()) {
      throw Refusal.invalid(
          "The content field in the Message object at messages."
              + index
              + " is empty. Add a ContentBlock object to the content field and try again.");
    }
    for (int i = 0; i < content.size(); i++) {
      block(content.get(i), "messages." + index + ".content." + i, user ? USER : ASSISTANT, tools);
    }
    if (content.findValues("image").size() > IMAGES) {
      throw Refusal.invalid("too many images and documents: more than 20 images in one message");
    }
    if (user) {
      ToolCheck.pairs(messages.path(index - 1), message, index);
    }
  }

  private static void block(JsonNode block, String at, Set<String> allowed, boolean tools)
      throws Refusal {
    String kind = block.size() == 1 ? block.fieldNames().next() : "";
    if (!allowed.contains(kind)) {
      throw Refusal.invalid(
          "The ContentBlock object at " + at + " must set one of the following keys: " + allowed);
    }
    switch (kind) {
      case "text" -> notBlank(block, "ContentBlock", at);
      case "image" -> ImageCheck.check(block.get("image"), at);
      case "toolUse", "toolResult" -> {
        if (!tools) {
          throw Refusal.invalid(
              "The toolConfig field must be defined when using toolUse and toolResult content"
                  + " blocks.");
        }
        if (kind.equals("toolUse")) {
          ToolCheck.use(block.get("toolUse"), at);
        } else {
          result(block.get("toolResult"), at + ".toolResult");
        }
      }
      default -> {}
    }
  }

  private static void result(JsonNode result, String at) throws Refusal {
    String status = result.path("status").asText("success");
    if (!status.equals("success") && !status.equals("error")) {
      throw Refusal.invalid(
          "Value '"
              + status
              + "' at '"
              + at
              + ".status' failed to satisfy constraint: Member must satisfy enum value set:"
              + " [success, error]");
    }
    var content = result.path("content");
    if (!content.isArray()) {
      throw Refusal.invalid("The content field at " + at + " is required.");
    }
    for (int i = 0; i < content.size(); i++) {
      block(content.get(i), at + ".content." + i, RESULT, true);
    }
  }

  private static void notBlank(JsonNode block, String kind, String at) throws Refusal {
    if (block.path("text").asText().isBlank()) {
      throw Refusal.invalid(
          "The text field in the "
              + kind
              + " object at "
              + at
              + " is blank. Add text to the text field, and try again.");
    }
  }

  private static String role(JsonNode message) {
    return message.path("role").asText();
  }
}
