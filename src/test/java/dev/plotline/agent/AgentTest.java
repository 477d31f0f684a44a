package dev.plotline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Block.Text;
import dev.plotline.agent.Block.ToolResult;
import dev.plotline.agent.Block.ToolUse;
import dev.plotline.agent.Outcome.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Entry QUESTION = new Entry(Entry.Role.USER, List.of(new Text("How much?")));

  private final ScriptedModel model = new ScriptedModel();
  private final MovingClock clock = new MovingClock();
  private final Echo echo = new Echo();

  @Test
  void anAnswerWithoutToolsEndsTheRun() {
    model.says("Hello.");
    var outcome = (Outcome.Answered) run(20);
    assertThat(outcome.text()).isEqualTo("Hello.");
    assertThat(outcome.whole()).isTrue();
    assertThat(outcome.entries()).hasSize(2);
  }

  @Test
  void toolsRunInOrderAndTheirResultsGoBack() {
    model.calls(use("1", "echo"), use("2", "echo")).says("Done.");
    run(20);
    assertThat(echo.ran).containsExactly("1", "2");
    var last = model.requests.get(1).entries().getLast();
    assertThat(last.blocks())
        .extracting(block -> ((ToolResult) block).id())
        .containsExactly("1", "2");
  }

  @Test
  void anUnknownToolIsAResultThatNamesTheTools() {
    model.calls(use("1", "nothing")).says("Done.");
    run(20);
    var result = result(model.requests.get(1));
    assertThat(result.error()).isTrue();
    assertThat(((Text) result.content().getFirst()).text()).contains("echo");
  }

  @Test
  void anAliasIsUnderstoodButNotAdvertised() {
    model.calls(use("1", "repeat")).says("Done.");
    run(20);
    assertThat(result(model.requests.get(1)).error()).isFalse();
    assertThat(model.requests.getFirst().tools()).extracting(Tool.Spec::name).containsOnly("echo");
  }

  @Test
  void aToolThatThrowsIsAResult() {
    echo.failure = new IllegalStateException("bug");
    model.calls(use("1", "echo")).says("Done.");
    assertThat(run(20)).isInstanceOf(Outcome.Answered.class);
    assertThat(result(model.requests.get(1)).error()).isTrue();
  }

  @Test
  void theStepLimitEndsTheRunWithEveryCallAnswered() {
    for (int step = 0; step < 5; step++) {
      model.calls(use("s" + step, "echo"));
    }
    var outcome = (Outcome.Limited) run(5);
    assertThat(outcome.limit()).isEqualTo(Limit.STEPS);
    assertThat(model.requests).hasSize(5);
    assertThat(echo.ran).hasSize(4);
    canGoOn(outcome);
  }

  @Test
  void theModelIsToldThatItsLastStepHasCome() {
    model.calls(use("1", "echo")).says("Done.");
    run(2);
    assertThat(model.requests.get(1).entries().getLast().text()).contains("last step");
  }

  @Test
  void theTokenBudgetEndsTheRun() {
    model.then(_ ->
        new Model.Answer(
            new Entry(Entry.Role.ASSISTANT, List.of(use("1", "echo"))),
            Model.Ending.TOOLS,
            new Model.Usage(900, 90, 10)));
    var outcome = (Outcome.Limited) run(20);
    assertThat(outcome.limit()).isEqualTo(Limit.TOKENS);
    canGoOn(outcome);
  }

  @Test
  void aModelThatGivesUpJustBeforeTheTimeIsOverRanOutOfTime() {
    model.then(_ -> {
      clock.now = clock.now.plus(Duration.ofMinutes(10)).minusMillis(20);
      throw new ModelException(ModelException.Kind.UNREACHABLE, "it did not finish in time");
    });
    assertThat(((Outcome.Limited) run(20)).limit()).isEqualTo(Limit.TIME);
  }

  @Test
  void theTimeLimitEndsTheRunAndKeepsWhatWasSaid() {
    model.then(_ -> {
      clock.now = clock.now.plus(Duration.ofMinutes(11));
      return ScriptedModel.answer(Model.Ending.TOOLS, new Text("I begin."), use("1", "echo"));
    });
    var outcome = (Outcome.Limited) run(20);
    assertThat(outcome.limit()).isEqualTo(Limit.TIME);
    assertThat(outcome.text()).isEqualTo("I begin.");
    canGoOn(outcome);
  }

  @Test
  void aToolGetsTheTimeThatIsLeft() {
    model
        .then(_ -> {
          clock.now = clock.now.plus(Duration.ofMinutes(4));
          return ScriptedModel.answer(Model.Ending.TOOLS, use("1", "echo"));
        })
        .says("Done.");
    run(20);
    assertThat(echo.limit).isEqualTo(Duration.ofMinutes(6));
  }

  @Test
  void aCallThatTheTimeDoesNotSufficeForIsNotBegun() {
    echo.takes = Duration.ofMinutes(9).plusSeconds(56);
    model.calls(use("1", "echo"), use("2", "echo")).says("Only one was done.");
    var outcome = (Outcome.Answered) run(20);
    assertThat(echo.ran).containsExactly("1");
    canGoOn(outcome);
  }

  @Test
  void whatAToolSaysTooMuchIsCutAndThatIsSaid() {
    echo.says = "x".repeat(50_000);
    model.calls(use("1", "echo")).says("Done.");
    run(20);
    String text = ((Text) result(model.requests.get(1)).content().getFirst()).text();
    assertThat(text).hasSizeLessThanOrEqualTo(20_000).endsWith("characters left out]");
  }

  @Test
  void aFailingModelIsAnOutcome() {
    model
        .calls(use("1", "echo"))
        .then(_ -> {
          throw new ModelException(ModelException.Kind.BUSY, "throttled");
        });
    var outcome = (Outcome.Failed) run(20);
    assertThat(outcome.cause().kind()).isEqualTo(ModelException.Kind.BUSY);
    canGoOn(outcome);
  }

  @Test
  void anInterruptInAToolStopsTheRunWithEveryCallAnswered() {
    echo.interrupt = "2";
    model.calls(use("1", "echo"), use("2", "echo"), use("3", "echo"));
    Outcome outcome = run(20);
    assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
    assertThat(echo.ran).containsExactly("1", "2");
    canGoOn(outcome);
  }

  @Test
  void anAnswerCutAtItsLengthIsNotWhole() {
    model.then(_ -> ScriptedModel.answer(Model.Ending.LENGTH, new Text("The first half")));
    assertThat(((Outcome.Answered) run(20)).whole()).isFalse();
  }

  @Test
  void reasoningGoesBackUnchanged() {
    var thought = new Block.Reasoning("because", "signature", null);
    model
        .then(_ -> ScriptedModel.answer(Model.Ending.TOOLS, thought, use("1", "echo")))
        .says("Done.");
    run(20);
    assertThat(model.requests.get(1).entries().get(1).blocks().getFirst()).isEqualTo(thought);
  }

  /// The next question must be acceptable after these entries.
  private static void canGoOn(Outcome outcome) {
    var entries = new ArrayList<>(outcome.entries());
    if (entries.getLast().role() == Entry.Role.ASSISTANT) {
      entries.add(QUESTION);
    }
    ScriptedModel.accepts(entries);
  }

  private Outcome run(int steps) {
    var limits = new Agent.Limits(steps, Duration.ofMinutes(10), 1_000);
    return new Agent(model, limits, clock).run("system", List.of(), QUESTION, List.of(echo));
  }

  private static ToolUse use(String id, String name) {
    return new ToolUse(id, name, JSON.createObjectNode().put("id", id));
  }

  private static ToolResult result(Model.Request request) {
    return (ToolResult) request.entries().getLast().blocks().getFirst();
  }

  private final class Echo implements Tool {
    final List<String> ran = new ArrayList<>();
    RuntimeException failure = new IllegalStateException();
    String interrupt = "";
    Duration limit = Duration.ZERO;
    Duration takes = Duration.ZERO;
    String says = "";

    @Override
    public Spec spec() {
      return new Spec("echo", "Says it again.", JSON.createObjectNode());
    }

    @Override
    public Set<String> aliases() {
      return Set.of("repeat");
    }

    @Override
    public Result run(JsonNode input, Duration left) throws InterruptedException {
      String id = input.path("id").asText();
      ran.add(id);
      limit = left;
      clock.now = clock.now.plus(takes);
      if (id.equals(interrupt)) {
        throw new InterruptedException();
      }
      if ("bug".equals(failure.getMessage())) {
        throw failure;
      }
      return new Result(false, List.of(new Text(says.isEmpty() ? id : says)));
    }
  }

  private static final class MovingClock extends Clock {
    Instant now = Instant.parse("2026-11-21T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
