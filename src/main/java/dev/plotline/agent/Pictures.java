package dev.plotline.agent;

import java.util.ArrayList;
import java.util.List;

/// Keeps the images of a request within what a model takes: the newest are shown, older ones become
/// words.
final class Pictures {
  /// In base64. Bedrock takes 25 MB a request, with the conversation in it.
  static final long MOST = 14_000_000;

  private long room = MOST;

  private Pictures() {}

  static List<Entry> within(List<Entry> entries) {
    var pictures = new Pictures();
    var kept = new ArrayList<Entry>();
    for (Entry entry : entries.reversed()) {
      kept.add(new Entry(entry.role(), pictures.kept(entry.blocks())));
    }
    return kept.reversed();
  }

  private List<Block> kept(List<Block> blocks) {
    var kept = new ArrayList<Block>();
    for (Block block : blocks.reversed()) {
      kept.add(kept(block));
    }
    return kept.reversed();
  }

  private Block kept(Block block) {
    return switch (block) {
      case Block.Image image -> {
        room -= image.base64().length();
        yield room >= 0 ? image : new Block.Text("[an image that was shown here]");
      }
      case Block.ToolResult(String id, boolean error, List<Block> content) ->
          new Block.ToolResult(id, error, kept(content));
      case Block.Text _, Block.ToolUse _, Block.Reasoning _ -> block;
    };
  }
}
