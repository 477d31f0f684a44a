package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.LocalStack;
import dev.plotline.agent.Agent;
import dev.plotline.agent.Block;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.record.TurnRecords;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A turn after its thread's session has expired at the service.
class RestoredTurnIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Person ANN = new Person("ann", "Ann", ZoneOffset.UTC, Locale.ENGLISH);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final ThreadKey THREAD = new ThreadKey("program", "restored", "turn");

  private final ScriptedModel model = new ScriptedModel();
  private final RecordedChat chat = new RecordedChat();

  @Test
  void theSecondTurnHasWhatTheFirstOneMadeAndModelAndPersonAreToldTheSameLine(@TempDir Path home)
      throws Exception {
    try (var stack = LocalStack.start(home)) {
      var interpreter = new CodeInterpreter(stack.clients(), "aws.codeinterpreter.v1", 50, CLOCK);
      var records = new TurnRecords(stack.store(), CLOCK);
      var sandboxes =
          new Sandboxes(
              interpreter,
              stack::workspace,
              new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
              Duration.ofMinutes(15),
              CLOCK,
              records);
      var kept = new Turn.Kept(sandboxes, stack::workspace, records);
      chat.files.put("f1", "n\n1\n2\n".getBytes(UTF_8));
      model
          .calls(
              code(
                  """
                  import pandas as pd, time
                  df = pd.read_csv('n.csv')
                  def double(x):
                      return 2 * x
                  n = 21\
                  """),
              code("print('it is', time.time_ns())"))
          .says("Read.");
      ask(kept, "m1", new FileRef("f1", "n.csv", 6));
      String session = Objects.requireNonNull(sandboxes.session(THREAD));
      // As when its time is over: the service knows it no more, and the bot was not asked.
      Objects.requireNonNull(interpreter.attach(session, Instant.now().plusSeconds(600))).stop();

      model.calls(code("print(double(n), df.n.sum())")).says("42.");
      ask(kept, "m2");
      Reply reply = chat.replies.getLast();
      assertThat(reply.executions().getFirst().stdout()).isEqualTo("42 3\n");
      assertThat(reply.notices())
          .containsExactly(
              "The session had expired; a new one was started. 1 file was put back. 2 runs of code"
                  + " were repeated in it, and this is different from before: `print('it is',"
                  + " time.time_ns())`.");
      assertThat(model.requests.getLast().entries().getLast().toString())
          .contains("The session had expired; a new one was started.", "time.time_ns())`.");
      sandboxes.close();
    }
  }

  private static Block.ToolUse code(String code) {
    return new Block.ToolUse(
        "use-" + code.hashCode(), "execute_code", JSON.createObjectNode().put("code", code));
  }

  private void ask(Turn.Kept kept, String id, FileRef... files) {
    var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
    var rules = new Turn.Rules("scripted", "", "", 2_000_000, Duration.ofMinutes(2), false);
    new Turn(Map.of("program", chat), new Agent(model, limits, CLOCK), kept, rules, CLOCK)
        .accept(new Message(THREAD, id, ANN, "Go on", List.of(files), Instant.now()));
  }
}
