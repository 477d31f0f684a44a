package dev.plotline.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.chat.Reply;
import dev.plotline.sandbox.Journal;
import dev.plotline.sandbox.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Turns for tests.
public final class Turned {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Turned() {}

  public static TurnRecord of(String messageId, List<Entry> entries) {
    return of(messageId, "What?", entries);
  }

  public static TurnRecord of(String messageId, String words, List<Entry> entries) {
    var at = Instant.parse("2026-11-21T10:00:00.123Z");
    var made = new TurnRecord.Made("a.csv", "out/a.csv", "text/csv", 3, "key");
    var axes = new Reply.Axes("t", "x", "y", List.of("bar"), List.of("s"));
    return new TurnRecord(
        new TurnRecord.Asked(messageId, "ann", "Ann", words, at),
        List.of(new TurnRecord.Sent("f1", "in.csv", null)),
        entries,
        new TurnRecord.Answer(
            Reply.Ending.ANSWERED,
            "That.",
            List.of("One notice."),
            List.of(new TurnRecord.Figure(made, "Title", "alt", List.of(axes))),
            List.of(made),
            List.of(new Reply.Reading("in.csv", null, 2, 3, List.of("odd"))),
            List.of(new Reply.Execution("python", "print(1)", "1\n", "", 0, Duration.ofMillis(12))),
            "scripted",
            null),
        new Journal(
            List.of(
                new Step.Placed("in.csv", "key", 5),
                new Step.Written("a.txt", "QQ=="),
                new Step.Ran(
                    "python",
                    "print(1)",
                    "d",
                    false,
                    Duration.ofMillis(12),
                    Map.of("a", "b"),
                    List.of()),
                new Step.Removed(List.of("a.txt"))),
            Map.of("x", "d"),
            new Journal.Held("s1", at.plusSeconds(3_600))),
        at.plusSeconds(5));
  }

  public static TurnRecord of(String messageId) {
    return of(messageId, List.of(asks("What?"), says("That.")));
  }

  public static Entry asks(String text) {
    return new Entry(Entry.Role.USER, List.of(new Block.Text(text)));
  }

  public static Entry says(String text) {
    return new Entry(Entry.Role.ASSISTANT, List.of(new Block.Text(text)));
  }

  public static Entry calls(String... ids) {
    return new Entry(
        Entry.Role.ASSISTANT,
        List.of(ids).stream()
            .map(id ->
                (Block)
                    new Block.ToolUse(
                        id, "execute_code", JSON.createObjectNode().put("code", "print(1)")))
            .toList());
  }

  public static Entry returns(String id, String text) {
    return new Entry(
        Entry.Role.USER, List.of(new Block.ToolResult(id, false, List.of(new Block.Text(text)))));
  }
}
