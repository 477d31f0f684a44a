package dev.plotline.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/// The shapes of an answer in Converse's JSON: whole blocks, and a block's start and deltas.
final class AnswerJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerJson() {}

  static int tokens(Answer answer) {
    return answer.blocks().stream().mapToInt(b -> Tokens.count(block(b).toString())).sum();
  }

  static ObjectNode message(Answer answer) {
    var message = JSON.createObjectNode().put("role", "assistant");
    var content = message.putArray("content");
    answer.blocks().forEach(b -> content.add(block(b)));
    return message;
  }

  static ObjectNode usage(Usage usage) {
    return JSON.createObjectNode()
        .put("inputTokens", usage.input())
        .put("outputTokens", usage.output())
        .put("totalTokens", usage.total())
        .put("cacheReadInputTokens", usage.cacheRead())
        .put("cacheWriteInputTokens", usage.cacheWrite());
  }

  private static ObjectNode block(Answer.Block block) {
    var node = JSON.createObjectNode();
    switch (block) {
      case Answer.Block.Text(String text) -> node.put("text", text);
      case Answer.Block.ToolUse(String id, String name, String input) ->
          node.putObject("toolUse")
              .put("toolUseId", id)
              .put("name", name)
              .set("input", parsed(input));
      case Answer.Block.Reasoning(String text, String signature) ->
          node.putObject("reasoningContent")
              .putObject("reasoningText")
              .put("text", text)
              .put("signature", signature);
    }
    return node;
  }

  private static JsonNode parsed(String input) {
    try {
      return JSON.readTree(input);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(input);
    }
  }

  /// The deltas of a block, in the small pieces in which a model speaks.
  static List<ObjectNode> deltas(Answer.Block block) {
    var deltas = new ArrayList<ObjectNode>();
    switch (block) {
      case Answer.Block.Text(String text) ->
          pieces(text).forEach(p -> deltas.add(JSON.createObjectNode().put("text", p)));
      case Answer.Block.ToolUse use ->
          pieces(use.input())
              .forEach(p -> {
                var delta = JSON.createObjectNode();
                delta.putObject("toolUse").put("input", p);
                deltas.add(delta);
              });
      case Answer.Block.Reasoning(String text, String signature) -> {
        pieces(text).forEach(p -> deltas.add(reasoning("text", p)));
        deltas.add(reasoning("signature", signature));
      }
    }
    return deltas;
  }

  private static ObjectNode reasoning(String field, String value) {
    var delta = JSON.createObjectNode();
    delta.putObject("reasoningContent").put(field, value);
    return delta;
  }

  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 24);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
