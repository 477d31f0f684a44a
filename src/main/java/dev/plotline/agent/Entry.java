package dev.plotline.agent;

import java.util.List;

/// One entry of a conversation: who, and what was said. Roles alternate, and the user begins.
///
/// @param role who
/// @param blocks what, at least one
public record Entry(Role role, List<Block> blocks) {
  /// Who speaks. Results of tools are the user's.
  public enum Role {
    /// The person, or a tool's result.
    USER,
    /// The model.
    ASSISTANT
  }

  /// Copies the list.
  public Entry {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("an entry needs a block");
    }
  }

  /// The texts, one paragraph each.
  public String text() {
    var text = new StringBuilder();
    for (Block block : blocks) {
      if (block instanceof Block.Text(String words)) {
        text.append(text.isEmpty() ? "" : "\n\n").append(words.strip());
      }
    }
    return text.toString();
  }

  /// The calls of tools, in order.
  public List<Block.ToolUse> toolUses() {
    return blocks.stream()
        .filter(Block.ToolUse.class::isInstance)
        .map(Block.ToolUse.class::cast)
        .toList();
  }
}
