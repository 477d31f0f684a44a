package dev.plotline.turn;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.chat.ThreadKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What was said in each thread, as the model saw it, but for the pictures: the model has drawn its
/// conclusions from them, and they would fill its window.
final class Conversations {
  private static final int THREADS = 1_000;
  // About 100,000 tokens: half of the smallest window there is among the models in question.
  private static final int MAX_CHARACTERS = 400_000;

  private final SequencedMap<ThreadKey, List<Entry>> entries = new LinkedHashMap<>();

  /// The thread's conversation, ending with the assistant's entry; empty for a new thread.
  synchronized List<Entry> of(ThreadKey thread) {
    return entries.getOrDefault(thread, List.of());
  }

  /// Adds a turn. When the model had no last word in it, one is said for it, because roles must
  /// alternate in what the model is sent next.
  synchronized void add(ThreadKey thread, List<Entry> turn) {
    var all = new ArrayList<>(of(thread));
    turn.forEach(entry -> all.add(withoutImages(entry)));
    if (all.getLast().role() == Entry.Role.USER) {
      all.add(
          new Entry(
              Entry.Role.ASSISTANT,
              List.of(new Block.Text("(This turn ended without an answer.)"))));
    }
    entries.putLast(thread, recent(all));
    if (entries.size() > THREADS) {
      entries.pollFirstEntry();
    }
  }

  /// The turns at the end that the model's window has room for. A turn begins with words of the
  /// person's, an entry without results.
  private static List<Entry> recent(List<Entry> all) {
    int from = all.size();
    int characters = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      Entry entry = all.get(i);
      characters += entry.toString().length();
      if (characters > MAX_CHARACTERS && from < all.size()) {
        break;
      }
      boolean begins =
          entry.role() == Entry.Role.USER
              && entry.blocks().stream().noneMatch(Block.ToolResult.class::isInstance);
      from = begins ? i : from;
    }
    return List.copyOf(all.subList(from, all.size()));
  }

  private static Entry withoutImages(Entry entry) {
    return new Entry(entry.role(), entry.blocks().stream().map(Conversations::kept).toList());
  }

  private static Block kept(Block block) {
    return switch (block) {
      case Block.Image _ -> new Block.Text("[an image that was shown here]");
      case Block.ToolResult(String id, boolean error, List<Block> content) ->
          new Block.ToolResult(id, error, content.stream().map(Conversations::kept).toList());
      case Block.Text _, Block.ToolUse _, Block.Reasoning _ -> block;
    };
  }
}
