package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.agent.Agent;
import dev.plotline.chat.Chat;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outlives a process, and is there for the next one.
class MemoryIT {
  private static final Memory.Beat BEAT =
      new Memory.Beat(Duration.ofHours(1), Duration.ofHours(3), Duration.ofMinutes(1));

  @TempDir private Path home;
  private final Clock clock = Clock.systemUTC();

  /// Answers that were posted.
  private record Answers(String platform, BlockingQueue<String> posted) implements Chat {
    Answers(String platform) {
      this(platform, new LinkedBlockingQueue<>());
    }

    @Override
    public InputStream open(Message message, FileRef file) throws IOException {
      throw new IOException("no files here");
    }

    @Override
    public void progress(Message message, String step) {}

    @Override
    public void post(Message message, Reply reply) {
      posted.add(message.id());
    }
  }

  /// What is done while a process runs.
  private interface Life {
    void run(Memory memory) throws InterruptedException;
  }

  private void process(LocalStack stack, Chat chat, Life life) throws InterruptedException {
    try (var memory = Memory.open(stack.store(), home.resolve("home"), BEAT, clock)) {
      Map<String, Chat> chats = Map.of(chat.platform(), chat);
      var kept = new Turn.Kept(stack.sandboxes(), stack::workspace, memory.records());
      var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
      var rules = new Turn.Rules("obedient", "", "", 1_000_000, Duration.ofMinutes(1), false);
      var turn = new Turn(chats, new Agent(new ObedientModel(), limits, clock), kept, rules, clock);
      try (var turns = memory.turns(turn)) {
        var threads = new KnownThreads(turns, chats, kept, memory.store(), memory.inbox(), clock);
        memory.begin(turn, turns, threads, BEAT, Duration.ofDays(30));
        life.run(memory);
        memory.stopTaking();
      }
    }
  }

  @Test
  void whatWasSaidOnAPlatformThatIsGoneForAWhileIsAnsweredWhenItIsBack() throws Exception {
    var said =
        new Message(
            new ThreadKey("teams", "T", "t"),
            "m1",
            new Person("U1", "Ann", ZoneOffset.UTC, Locale.ENGLISH),
            "print(1)",
            List.of(),
            Instant.now());
    var slack = new Answers("slack");
    var teams = new Answers("teams");
    try (var stack = LocalStack.start(home)) {
      process(stack, slack, memory -> memory.inbox().accept(said));
      // More often than a message is tried.
      for (int restart = 0; restart < 7; restart++) {
        process(stack, slack, _ -> {});
      }
      process(
          stack, teams, _ -> assertThat(teams.posted().poll(2, TimeUnit.MINUTES)).isEqualTo("m1"));
    }
    assertThat(slack.posted()).isEmpty();
    assertThat(teams.posted()).isEmpty();
  }
}
