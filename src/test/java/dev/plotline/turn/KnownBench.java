package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.LocalStack;
import dev.plotline.agent.Agent;
import dev.plotline.agent.Block;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.record.TurnRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Turns, and what is known of their thread, in a process that has just started: nothing but the
/// store and the sessions is left.
abstract class KnownBench {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Person ANN = new Person("ann", "Ann", ZoneOffset.UTC, Locale.ENGLISH);
  static LocalStack stack;

  final ScriptedModel model = new ScriptedModel();
  final RecordedChat chat = new RecordedChat();
  ThreadKey thread = new ThreadKey("program", "known", "");
  Clock clock = Clock.systemUTC();

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    stack = LocalStack.start(home);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    thread = new ThreadKey("program", "known", test.getDisplayName());
  }

  String stored() throws Exception {
    var all = new StringBuilder();
    for (var object : stack.store().list(thread.prefix())) {
      try (var in = stack.store().open(object.key())) {
        all.append(new String(in.readAllBytes(), UTF_8));
      }
    }
    return all.toString();
  }

  static Block.ToolUse code(String code) {
    return new Block.ToolUse("use", "execute_code", JSON.createObjectNode().put("code", code));
  }

  /// A process that has just started: nothing but the store and the sessions is left.
  Turn turn() {
    var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
    var rules = new Turn.Rules("scripted", "", "", 2_000_000, Duration.ofMinutes(2), false);
    return new Turn(
        Map.of("program", chat),
        new Agent(model, limits, Clock.systemUTC()),
        kept(),
        rules,
        Clock.systemUTC());
  }

  static Turn.Kept kept() {
    return new Turn.Kept(
        stack.sandboxes(),
        key -> stack.workspace(key),
        new TurnRecords(stack.store(), Clock.systemUTC()));
  }

  KnownThreads known() {
    var turns = new Turns(_ -> {});
    return known(turns, turns);
  }

  KnownThreads known(Turns turns, Inbox inbox) {
    return new KnownThreads(turns, Map.of("program", chat), kept(), stack.store(), inbox, clock);
  }

  void ask(String id, String text, FileRef... files) {
    turn().accept(message(id, text, files));
  }

  Message message(String id, String text, FileRef... files) {
    return new Message(thread, id, ANN, text, List.of(files), Instant.now());
  }
}
