package dev.plotline.record;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Mends a turn that ended in the middle: every call of a tool gets a result, roles alternate, and
/// the assistant has the last word. A model refuses a conversation that is otherwise.
final class OpenCalls {
  static final String NO_ANSWER = "(This turn ended without an answer.)";

  private OpenCalls() {}

  static List<Entry> closed(List<Entry> turn) {
    var closed = new ArrayList<Entry>();
    List<Block.ToolUse> open = List.of();
    for (Entry entry : turn) {
      if (entry.role() == Entry.Role.USER) {
        add(closed, Entry.Role.USER, answering(open, entry.blocks()));
        open = List.of();
      } else {
        if (!open.isEmpty()) {
          add(closed, Entry.Role.USER, answering(open, List.of()));
        }
        add(closed, Entry.Role.ASSISTANT, entry.blocks());
        open = entry.toolUses();
      }
    }
    if (!open.isEmpty()) {
      add(closed, Entry.Role.USER, answering(open, List.of()));
    }
    if (closed.isEmpty() || closed.getFirst().role() == Entry.Role.ASSISTANT) {
      closed.addFirst(entry(Entry.Role.USER, "(an empty message)"));
    }
    if (closed.getLast().role() == Entry.Role.USER) {
      closed.add(entry(Entry.Role.ASSISTANT, NO_ANSWER));
    }
    return closed;
  }

  private static Entry entry(Entry.Role role, String text) {
    return new Entry(role, List.of(new Block.Text(text)));
  }

  /// Two entries of one role become one.
  private static void add(List<Entry> entries, Entry.Role role, List<Block> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    if (!entries.isEmpty() && entries.getLast().role() == role) {
      var both = new ArrayList<>(entries.removeLast().blocks());
      both.addAll(blocks);
      entries.add(new Entry(role, both));
    } else {
      entries.add(new Entry(role, blocks));
    }
  }

  /// The results come first; those of no call, and second ones, go.
  private static List<Block> answering(List<Block.ToolUse> open, List<Block> blocks) {
    Set<String> missing = new HashSet<>();
    open.forEach(use -> missing.add(use.id()));
    var results = new ArrayList<Block>();
    var others = new ArrayList<Block>();
    for (Block block : blocks) {
      if (!(block instanceof Block.ToolResult result)) {
        others.add(block);
      } else if (missing.remove(result.id())) {
        results.add(result);
      }
    }
    for (Block.ToolUse use : open) {
      if (missing.contains(use.id())) {
        results.add(
            new Block.ToolResult(
                use.id(),
                true,
                List.of(new Block.Text("Not known: Plotline was restarted meanwhile."))));
      }
    }
    results.addAll(others);
    return results;
  }
}
