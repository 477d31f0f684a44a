package dev.plotline.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A thread's turns as the conversation that the model goes on from. What a crash or a limit left
/// open is closed, pictures are words, and what is long is made shorter from its oldest end: first
/// what tools returned, then what was told of files, then the tools at all, then the answers. What
/// the person said is never touched. Only when a person's words alone are too many, the oldest
/// turns are left out as a whole, and the model is told.
public final class History {
  /// In Latin characters, of which four make a token: about 100,000 tokens, half of the smallest
  /// window among the models in question.
  static final int MAX_CHARACTERS = 400_000;

  // The shortened part grows by several turns at a time: each time it does, nothing of the prompt
  // is in the model's cache any more.
  private static final int STRIDE = 8;
  private static final int FIRST_HEAVY = 0x0590;
  private static final int LONGEST_OLD_RESULT = 600;
  private static final int LONGEST_OLD_CODE = 3_000;
  private static final int LONGEST_OLD_ANSWER = 1_000;

  private static final String EARLIER = "(Earlier messages of this thread are left out here.)";
  private static final String NO_CONTEXT =
      "<context>\n{\"notices\":[\"What was told of the files here is left out: look at them by code."
          + "\"]}\n</context>";

  private History() {}

  /// The conversation, ending with the assistant's entry; empty for no turns.
  public static List<Entry> of(List<TurnRecord> turns) {
    return of(turns, MAX_CHARACTERS);
  }

  static List<Entry> of(List<TurnRecord> turns, int most) {
    var whole = turns.stream().map(turn -> OpenCalls.closed(turn.entries())).toList();
    var words = turns.stream().map(turn -> turn.asked().text()).collect(Collectors.toSet());
    List<List<Entry>> shorter = whole;
    for (Function<List<Entry>, List<Entry>> step : steps(words)) {
      List<List<Entry>> full = shorter;
      for (int old = STRIDE; length(shorter) > most && old < turns.size() + STRIDE; old += STRIDE) {
        // The turn before the question is what the question is most likely about.
        int upTo = Math.min(old, turns.size() - 1);
        shorter =
            Stream.concat(
                    full.subList(0, Math.max(0, upTo)).stream().map(step),
                    full.subList(Math.max(0, upTo), full.size()).stream())
                .toList();
      }
    }
    int from = 0;
    while (from < shorter.size() - 1 && length(shorter.subList(from, shorter.size())) > most) {
      from += Math.min(STRIDE, shorter.size() - 1 - from);
    }
    var left = new ArrayList<Entry>();
    shorter.subList(from, shorter.size()).forEach(left::addAll);
    if (from > 0) {
      var first = new ArrayList<Block>(List.of(new Block.Text(EARLIER)));
      first.addAll(left.getFirst().blocks());
      left.set(0, new Entry(Entry.Role.USER, first));
    }
    return List.copyOf(left);
  }

  private static List<Function<List<Entry>, List<Entry>>> steps(Set<String> words) {
    return List.of(
        History::withShortResults,
        turn -> withoutContext(turn, words),
        History::withoutTools,
        turn -> withAnswers(turn, LONGEST_OLD_ANSWER),
        turn -> withAnswers(turn, 0));
  }

  /// Without what the program told of the files that came; the code may look at them again.
  private static List<Entry> withoutContext(List<Entry> turn, Set<String> words) {
    return mapped(
        turn,
        block ->
            block instanceof Block.Text(String text)
                    && text.startsWith("<context>")
                    && text.length() > LONGEST_OLD_RESULT
                    && !words.contains(text)
                ? new Block.Text(NO_CONTEXT)
                : block);
  }

  private static int length(List<List<Entry>> turns) {
    return turns.stream()
        .flatMap(List::stream)
        .flatMap(entry -> entry.blocks().stream())
        .mapToInt(History::length)
        .sum();
  }

  private static int length(Block block) {
    return switch (block) {
      case Block.Text(String text) -> weight(text);
      case Block.Image(_, String base64) -> base64.length();
      case Block.ToolUse use -> weight(use.input().toString());
      case Block.ToolResult result -> result.content().stream().mapToInt(History::length).sum();
      case Block.Reasoning thought ->
          length(thought.text()) + length(thought.signature()) + length(thought.redacted());
    };
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : weight(text);
  }

  /// A character of most other scripts is a token of its own.
  private static int weight(String text) {
    return (int) text.chars().mapToLong(c -> c < FIRST_HEAVY ? 1 : 4).sum();
  }

  private static List<Entry> withShortResults(List<Entry> turn) {
    return mapped(
        turn,
        block ->
            switch (block) {
              case Block.ToolResult(String id, boolean error, List<Block> content) ->
                  new Block.ToolResult(id, error, content.stream().map(History::summary).toList());
              case Block.ToolUse(String id, String name, JsonNode input) ->
                  new Block.ToolUse(id, name, shortCode(input));
              case Block.Reasoning _ -> null;
              case Block.Text _, Block.Image _ -> block;
            });
  }

  private static Block summary(Block block) {
    return block instanceof Block.Text(String text)
        ? new Block.Text(cut(text, LONGEST_OLD_RESULT, "of an earlier result"))
        : block;
  }

  private static JsonNode shortCode(JsonNode input) {
    String code = input.path("code").asText("");
    if (code.length() <= LONGEST_OLD_CODE || !input.isObject()) {
      return input;
    }
    ObjectNode copy = input.deepCopy();
    return copy.put("code", cut(code, LONGEST_OLD_CODE, "of earlier code"));
  }

  /// What was said on both sides, without the runs between.
  private static List<Entry> withoutTools(List<Entry> turn) {
    var said = turn.getLast().text();
    return List.of(
        turn.getFirst(),
        new Entry(
            Entry.Role.ASSISTANT,
            List.of(new Block.Text(said.isBlank() ? OpenCalls.NO_ANSWER : said))));
  }

  private static List<Entry> withAnswers(List<Entry> turn, int longest) {
    String said = cut(turn.getLast().text(), longest, "of an earlier answer");
    return List.of(turn.getFirst(), new Entry(Entry.Role.ASSISTANT, List.of(new Block.Text(said))));
  }

  private static List<Entry> mapped(List<Entry> turn, Function<Block, @Nullable Block> change) {
    var mapped = new ArrayList<Entry>();
    for (Entry entry : turn) {
      var blocks = new ArrayList<Block>();
      for (Block block : entry.blocks()) {
        Block changed = change.apply(block);
        if (changed != null) {
          blocks.add(changed);
        }
      }
      mapped.add(
          new Entry(
              entry.role(), blocks.isEmpty() ? List.of(new Block.Text("(thought)")) : blocks));
    }
    return mapped;
  }

  private static String cut(String text, int most, String what) {
    if (text.length() <= most) {
      return text;
    }
    int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end)
        + "\n[... %,d characters %s left out ...]".formatted(text.length() - end, what);
  }
}
