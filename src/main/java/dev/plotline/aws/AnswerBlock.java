package dev.plotline.aws;

import dev.plotline.agent.Block;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockStart;

/// One block of an answer while its pieces arrive.
final class AnswerBlock {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder input = new StringBuilder();
  private final StringBuilder thought = new StringBuilder();
  private final StringBuilder signature = new StringBuilder();
  private final ByteArrayOutputStream redacted = new ByteArrayOutputStream();
  private @Nullable ToolUseBlockStart tool;
  private boolean thinks;

  void start(@Nullable ToolUseBlockStart use) {
    tool = use;
  }

  void add(ContentBlockDelta delta) {
    if (delta.text() != null) {
      text.append(delta.text());
    }
    if (delta.toolUse() != null && delta.toolUse().input() != null) {
      input.append(delta.toolUse().input());
    }
    ReasoningContentBlockDelta reasoning = delta.reasoningContent();
    if (reasoning != null) {
      thinks = true;
      thought.append(reasoning.text() == null ? "" : reasoning.text());
      signature.append(reasoning.signature() == null ? "" : reasoning.signature());
      if (reasoning.redactedContent() != null) {
        redacted.writeBytes(reasoning.redactedContent().asByteArrayUnsafe());
      }
    }
  }

  /// The block; empty when it says nothing.
  Optional<Block> block() {
    if (tool != null) {
      return Optional.of(
          new Block.ToolUse(tool.toolUseId(), tool.name(), Documents.input(input.toString())));
    }
    if (redacted.size() > 0) {
      String base64 = Base64.getEncoder().encodeToString(redacted.toByteArray());
      return Optional.of(new Block.Reasoning(null, null, base64));
    }
    if (thinks) {
      return Optional.of(
          new Block.Reasoning(
              thought.toString(), signature.isEmpty() ? null : signature.toString(), null));
    }
    return text.toString().isBlank()
        ? Optional.empty()
        : Optional.of(new Block.Text(text.toString()));
  }
}
