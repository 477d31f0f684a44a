package dev.plotline.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// What a model answers to one request: blocks of content, and why it stopped.
public record Answer(List<Block> blocks, String stopReason) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicLong IDS = new AtomicLong();

  /// Copies the blocks.
  public Answer {
    blocks = List.copyOf(blocks);
  }

  /// One piece of an answer.
  public sealed interface Block {
    /// Words for the person.
    record Text(String text) implements Block {}

    /// A call of a tool. The input is kept as written: a model cut off by its limit leaves JSON
    /// that cannot be read.
    record ToolUse(String id, String name, String input) implements Block {}

    /// Thinking, with the signature that must come back with it unchanged.
    record Reasoning(String text, String signature) implements Block {}
  }

  /// An answer of words, which ends the turn.
  public static Answer text(String text) {
    return of(new Block.Text(text));
  }

  /// A few words and then a tool to call.
  public static Answer toolUse(String text, String tool, Map<String, ?> input) {
    return of(new Block.Text(text), call(tool, input));
  }

  /// A call of a tool under a new id.
  public static Block.ToolUse call(String tool, Map<String, ?> input) {
    try {
      return new Block.ToolUse(newId(), tool, JSON.writeValueAsString(input));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the input of " + tool + " is not JSON", e);
    }
  }

  /// The blocks as they are; stops for a tool when one is called.
  public static Answer of(Block... blocks) {
    var list = List.of(blocks);
    boolean calls = list.stream().anyMatch(Block.ToolUse.class::isInstance);
    return new Answer(list, calls ? "tool_use" : "end_turn");
  }

  /// The same blocks with thinking before them.
  public Answer withReasoning(String text, String signature) {
    var all = new ArrayList<Block>();
    all.add(new Block.Reasoning(text, signature));
    all.addAll(blocks);
    return new Answer(all, stopReason);
  }

  /// The same blocks, stopped for another reason, such as `max_tokens`.
  public Answer stopped(String reason) {
    return new Answer(blocks, reason);
  }

  static String newId() {
    return "tooluse_" + Long.toString(System.nanoTime(), 36) + IDS.incrementAndGet();
  }
}
