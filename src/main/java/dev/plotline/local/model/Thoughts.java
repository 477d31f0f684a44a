package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers what was thought and signed: a signature must come back with the very same text, and
/// thinking before a tool call must come back with that call.
final class Thoughts {
  private static final int KEPT = 1_000;
  private final Map<String, String> textBySignature = bounded();
  private final Map<String, String> signatureByCall = bounded();

  synchronized void remember(Answer answer) {
    for (var block : answer.blocks()) {
      if (block instanceof Answer.Block.Reasoning(String text, String signature)) {
        textBySignature.put(signature, text);
        for (var other : answer.blocks()) {
          if (other instanceof Answer.Block.ToolUse use) {
            signatureByCall.put(use.id(), signature);
          }
        }
      }
    }
  }

  synchronized void check(JsonNode messages) throws Refusal {
    for (int i = 1; i < messages.size(); i += 2) {
      var content = messages.get(i).path("content");
      for (int j = 0; j < content.size(); j++) {
        if (content.get(j).has("reasoningContent")) {
          unchanged(content.get(j).at("/reasoningContent/reasoningText"), i, j);
        }
      }
    }
    int last = messages.size() - 2;
    if (last > 0) {
      complete(messages.get(last).path("content"), last);
    }
  }

  private void unchanged(JsonNode thought, int message, int block) throws Refusal {
    var text = textBySignature.get(thought.path("signature").asText());
    if (text == null || !text.equals(thought.path("text").asText())) {
      throw Refusal.invalid(
          "The model returned the following errors: messages.%d.content.%d: Invalid `signature` in `thinking` block"
              .formatted(message, block));
    }
  }

  private void complete(JsonNode content, int message) throws Refusal {
    for (var block : content) {
      String id = block.at("/toolUse/toolUseId").asText();
      if (signatureByCall.containsKey(id) && !content.path(0).has("reasoningContent")) {
        throw Refusal.invalid(
            "The model returned the following errors: messages.%d.content.0.type: Expected `thinking` or `redacted_thinking`, but found something else. When `thinking` is enabled, a final `assistant` message must start with a thinking block"
                .formatted(message));
      }
    }
  }

  private static Map<String, String> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
        return size() > KEPT;
      }
    };
  }
}
