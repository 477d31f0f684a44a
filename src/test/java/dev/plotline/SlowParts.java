package dev.plotline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Model;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.sandbox.Language;
import dev.plotline.sandbox.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model that has one cell run and then answers, and sessions that run it; each takes a fixed
/// time, and the model can be held at its first thought.
final class SlowParts implements Model {
  static final Duration THOUGHT = Duration.ofMillis(400);
  static final Duration RUN = Duration.ofMillis(200);

  /// What a turn takes at least.
  static final Duration TURN = THOUGHT.multipliedBy(2).plus(RUN);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OURS =
      Pattern.compile("^__import__\\('_plotline'\\)\\.\\w+\\('(\\w+)'");

  private boolean held;
  private int waiting;

  @Override
  public String id() {
    return "slow";
  }

  @Override
  public Answer ask(Request request, Duration limit) throws InterruptedException {
    if (request.entries().getLast().blocks().getFirst() instanceof Block.ToolResult) {
      Thread.sleep(THOUGHT);
      return ScriptedModel.answer(
          Ending.DONE,
          new Block.Text("Sales **rose** by 12 %.\n\n| A | B |\n|---|---|\n| 1 | 2 |"));
    }
    pass();
    Thread.sleep(THOUGHT);
    var code = JSON.createObjectNode().put("code", "print(1)").put("description", "sum");
    return new Answer(
        new Entry(
            Entry.Role.ASSISTANT,
            List.of(new Block.ToolUse(UUID.randomUUID().toString(), "execute_code", code))),
        Ending.TOOLS,
        new Usage(100, 10, 0));
  }

  private synchronized void pass() throws InterruptedException {
    waiting++;
    while (held) {
      wait();
    }
    waiting--;
  }

  /// Holds the model at its first thoughts, or lets it go on.
  synchronized Map<String, Object> hold(boolean hold) {
    held = hold;
    notifyAll();
    return Map.of();
  }

  /// What the turns that are held cost.
  Map<String, Object> heap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    synchronized (this) {
      return Map.of("waiting", waiting, "used", runtime.totalMemory() - runtime.freeMemory());
    }
  }

  /// A session, there at once.
  static Session session(String name, Duration life, Runnable waits) {
    return new Slow(UUID.randomUUID().toString(), Instant.now().plus(life));
  }

  private record Slow(String id, Instant expiresAt) implements Session {
    @Override
    public Output run(Language language, String code, Duration limit) throws InterruptedException {
      Matcher ours = OURS.matcher(code);
      if (ours.find()) {
        return new Output(ours.group(1) + "{}" + ours.group(1), "", 0, false, Duration.ZERO);
      }
      Thread.sleep(RUN);
      return new Output("1\n", "", 0, false, RUN);
    }

    @Override
    public Output command(String command, Duration limit) {
      return new Output("", "", 0, false, Duration.ZERO);
    }

    @Override
    public void write(String path, byte[] bytes) {}

    @Override
    public byte[] read(String path) {
      return new byte[0];
    }

    @Override
    public List<Item> list(String folder) {
      return List.of();
    }

    @Override
    public void remove(List<String> paths) {}

    @Override
    public void stop() {}
  }
}
