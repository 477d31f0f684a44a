package dev.plotline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.agent.Block.ToolResult;
import dev.plotline.agent.Block.ToolUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A model that says what it was told to say, and is as strict about what it is sent as the real
/// ones are.
public final class ScriptedModel implements Model {
  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
  public final List<Request> requests = new ArrayList<>();

  /// What it does when it is asked.
  @FunctionalInterface
  public interface Step {
    Answer answer(Request request) throws ModelException, InterruptedException;
  }

  public ScriptedModel then(Step step) {
    steps.add(step);
    return this;
  }

  public ScriptedModel says(String text) {
    return then(_ -> answer(Ending.DONE, new Block.Text(text)));
  }

  public ScriptedModel calls(ToolUse... uses) {
    return then(_ -> answer(Ending.TOOLS, uses));
  }

  public static Answer answer(Ending ending, Block... blocks) {
    return new Answer(
        new Entry(Entry.Role.ASSISTANT, List.of(blocks)), ending, new Usage(100, 10, 0));
  }

  @Override
  public String id() {
    return "scripted";
  }

  @Override
  public Answer ask(Request request, Duration limit) throws ModelException, InterruptedException {
    accepts(request.entries());
    requests.add(request);
    Step step = steps.poll();
    assertThat(step).as("the script has no step left").isNotNull();
    return step.answer(request);
  }

  /// Roles alternate, the user begins and ends, every tool use has its result and no result is
  /// without its use.
  public static void accepts(List<Entry> entries) {
    assertThat(entries).isNotEmpty();
    assertThat(entries.getLast().role()).isEqualTo(Entry.Role.USER);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      assertThat(entry.role())
          .as("entry %d", i)
          .isEqualTo(i % 2 == 0 ? Entry.Role.USER : Entry.Role.ASSISTANT);
      var asked = i == 0 ? List.<String>of() : ids(entries.get(i - 1));
      var answered =
          entry.blocks().stream()
              .filter(ToolResult.class::isInstance)
              .map(block -> ((ToolResult) block).id())
              .toList();
      if (entry.role() == Entry.Role.USER) {
        assertThat(answered)
            .as("results in entry %d", i)
            .containsExactlyInAnyOrderElementsOf(asked);
      }
    }
  }

  private static List<String> ids(Entry entry) {
    return entry.toolUses().stream().map(ToolUse::id).toList();
  }
}
