package dev.plotline.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One piece of what was said. Bytes are kept as base64, so that an entry can be stored as it is.
public sealed interface Block {
  /// Words.
  ///
  /// @param text never blank: the models refuse blank text
  record Text(String text) implements Block {}

  /// A picture.
  ///
  /// @param format `png`, `jpeg`, `gif` or `webp`
  /// @param base64 the bytes
  record Image(String format, String base64) implements Block {}

  /// The model wants a tool to be run.
  ///
  /// @param id the model's name for this call
  /// @param name which tool
  /// @param input an object, not checked against the tool's schema
  record ToolUse(String id, String name, JsonNode input) implements Block {}

  /// What a tool returned; answers the [ToolUse] of the same id.
  ///
  /// @param id the call's
  /// @param error whether the tool failed
  /// @param content texts and images
  record ToolResult(String id, boolean error, List<Block> content) implements Block {
    /// Copies the list.
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /// What the model thought. It must go back unchanged, or the next request is refused.
  ///
  /// @param text the thought, null when it is redacted
  /// @param signature the model's own, null when it gave none
  /// @param redacted base64 of a thought that only the model can read
  record Reasoning(@Nullable String text, @Nullable String signature, @Nullable String redacted)
      implements Block {}
}
