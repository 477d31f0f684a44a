package dev.plotline.aws;

import static dev.plotline.aws.FakeService.chopped;
import static dev.plotline.aws.FakeService.error;
import static dev.plotline.aws.FakeService.held;
import static dev.plotline.aws.FakeService.stream;
import static dev.plotline.aws.Frames.event;
import static dev.plotline.aws.Frames.exception;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Entry.Role;
import dev.plotline.agent.Model;
import dev.plotline.agent.Model.Answer;
import dev.plotline.agent.Model.Ending;
import dev.plotline.agent.ModelException;
import dev.plotline.agent.ModelException.Kind;
import dev.plotline.agent.Tool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the adapter sends to the model, and what it makes of everything the model can answer.
class BedrockModelTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String CACHE = "{\"cachePoint\":{\"type\":\"default\"}}";
  private static final byte[] START = event("messageStart", "{\"role\":\"assistant\"}");
  private static final byte[] USAGE =
      event(
          "metadata",
          """
          {"usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15,"cacheReadInputTokens":100,\
          "cacheWriteInputTokens":7},"metrics":{"latencyMs":1}}\
          """);

  private final FakeService service = new FakeService();
  private final FakeTicks ticks = new FakeTicks();
  private final AwsClients clients = StandIns.at(service.url());
  private final Model model =
      new BedrockModel(clients, new BedrockModel.Options("global.a:0/b", 4_096, null), ticks);

  @AfterEach
  void close() {
    clients.close();
    service.close();
  }

  @Test
  void answerIsPutTogether() throws Exception {
    service.then(stream(START, text(0, "Hel"), text(0, "lo"), stop(0), done("end_turn"), USAGE));
    Answer answer = ask();
    assertThat(answer.entry())
        .isEqualTo(new Entry(Role.ASSISTANT, List.of(new Block.Text("Hello"))));
    assertThat(answer.ending()).isEqualTo(Ending.DONE);
    assertThat(answer.usage()).isEqualTo(new Model.Usage(17, 5, 100));
    assertThat(service.seen().get(0).path()).isEqualTo("/model/global.a%3A0%2Fb/converse-stream");
  }

  @Test
  void requestIsMarkedForTheCacheAndLeavesSamplingToTheModel() throws Exception {
    service.then(hello());
    model.ask(new Model.Request("You are.", List.of(tool()), List.of(user("Hi"))), MINUTE);
    assertThat(sent(0))
        .isEqualTo(
            JSON.readTree(
                """
                {"messages":[{"role":"user","content":[{"text":"Hi"},%1$s]}],
                 "system":[{"text":"You are."},%1$s],
                 "inferenceConfig":{"maxTokens":4096},
                 "toolConfig":{"tools":[{"toolSpec":{"name":"run","description":"Runs.",
                   "inputSchema":{"json":{"type":"object","maximum":0.10}}}},%1$s]}}
                """
                    .formatted(CACHE)));
  }

  @Test
  void everyBlockIsSentAsItIs() throws Exception {
    service.then(hello());
    var input = JSON.readTree("{\"n\":12345678901234567890,\"d\":0.1,\"a\":[null,true,\"é\"]}");
    model.ask(
        new Model.Request(
            "",
            List.of(),
            List.of(
                user("Hi"),
                new Entry(
                    Role.ASSISTANT,
                    List.of(
                        new Block.Reasoning("I think", "c2ln", null),
                        new Block.Reasoning(null, null, "AQID"),
                        new Block.Text(" \n"),
                        new Block.ToolUse("t1", "run", input),
                        new Block.ToolUse("t2", "run", JSON.createObjectNode()))),
                new Entry(
                    Role.USER,
                    List.of(
                        new Block.ToolResult(
                            "t1",
                            false,
                            List.of(new Block.Text("{}"), new Block.Image("png", "iVBORw=="))),
                        new Block.ToolResult("t2", true, List.of(new Block.Text(""))))))),
        MINUTE);
    assertThat(sent(0).path("messages"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role":"user","content":[{"text":"Hi"}]},
                 {"role":"assistant","content":[
                   {"reasoningContent":{"reasoningText":{"text":"I think","signature":"c2ln"}}},
                   {"reasoningContent":{"redactedContent":"AQID"}},
                   {"toolUse":{"toolUseId":"t1","name":"run",
                     "input":{"n":12345678901234567890,"d":0.1,"a":[null,true,"é"]}}},
                   {"toolUse":{"toolUseId":"t2","name":"run","input":{}}}]},
                 {"role":"user","content":[
                   {"toolResult":{"toolUseId":"t1","content":[{"text":"{}"},
                     {"image":{"format":"png","source":{"bytes":"iVBORw=="}}}],"status":"success"}},
                   {"toolResult":{"toolUseId":"t2","content":[{"text":"(nothing)"}],
                     "status":"error"}},%s]}]
                """
                    .formatted(CACHE)));
  }

  @Test
  void entriesOfOneRoleAreOneMessage() throws Exception {
    service.then(hello());
    model.ask(
        new Model.Request("", List.of(), List.of(user("First"), user("  "), user("Second"))),
        MINUTE);
    assertThat(sent(0).path("messages"))
        .hasToString(
            "[{\"role\":\"user\",\"content\":[{\"text\":\"First\"},{\"text\":\"Second\"},"
                + CACHE
                + "]}]");
  }

  @Test
  void toolInputComesInPiecesAndReasoningStaysIntact() throws Exception {
    service.then(
        stream(
            START,
            thought(0, "\"text\":\"Let me \""),
            thought(0, "\"text\":\"see\""),
            thought(0, "\"signature\":\"c2\""),
            thought(0, "\"signature\":\"ln\""),
            stop(0),
            thought(1, "\"redactedContent\":\"AQID\""),
            thought(1, "\"redactedContent\":\"BA==\""),
            stop(1),
            text(2, "Running."),
            stop(2),
            use(3, "t1"),
            input(3, ""),
            input(3, "{\"code\":\"pri"),
            input(3, "nt(0.10)\",\"n\":0.10}"),
            stop(3),
            event("surprise", "{}"),
            use(4, "t2"),
            stop(4),
            done("tool_use"),
            USAGE));
    Answer answer = ask();
    assertThat(answer.ending()).isEqualTo(Ending.TOOLS);
    var blocks = answer.entry().blocks();
    assertThat(blocks.subList(0, 3))
        .containsExactly(
            new Block.Reasoning("Let me see", "c2ln", null),
            new Block.Reasoning(null, null, "AQIDBA=="),
            new Block.Text("Running."));
    assertThat(answer.entry().toolUses())
        .extracting(u -> u.id() + u.name() + u.input())
        .containsExactly("t1run{\"code\":\"print(0.10)\",\"n\":0.10}", "t2run{}");
  }

  @Test
  void thoughtsGoBackAsTheyCame() throws Exception {
    service.then(
        stream(
            START,
            thought(0, "\"text\":\"\""),
            thought(0, "\"signature\":\"c2ln\""),
            use(1, "t1"),
            done("tool_use")),
        hello());
    Entry said = ask().entry();
    model.ask(
        new Model.Request(
            "",
            List.of(),
            List.of(
                user("Hi"),
                said,
                new Entry(Role.USER, List.of(new Block.ToolResult("t1", false, List.of()))))),
        MINUTE);
    assertThat(sent(1).path("messages").path(1).path("content").path(0))
        .hasToString(
            "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"\",\"signature\":\"c2ln\"}}}");
  }

  @Test
  void inputThatIsNoObjectIsKeptForTheTool() throws Exception {
    service.then(
        stream(START, use(0, "a"), input(0, "{\"code\":\"pri"), done("max_tokens")),
        stream(START, use(0, "a"), input(0, "[1]"), done("tool_use")));
    Answer cut = ask();
    assertThat(cut.ending()).isEqualTo(Ending.LENGTH);
    assertThat(cut.entry().toolUses().get(0).input())
        .hasToString("{\"malformed_json\":\"{\\\"code\\\":\\\"pri\"}");
    assertThat(ask().entry().toolUses().get(0).input()).hasToString("{\"malformed_json\":\"[1]\"}");
  }

  @Test
  void endingsAreToldApart() throws Exception {
    for (var expected :
        java.util.Map.of(
                "stop_sequence", Ending.DONE,
                "model_context_window_exceeded", Ending.LENGTH,
                "max_tokens", Ending.LENGTH,
                "guardrail_intervened", Ending.REFUSED,
                "content_filtered", Ending.REFUSED,
                "refusal", Ending.REFUSED,
                "a_reason_of_tomorrow", Ending.DONE)
            .entrySet()) {
      service.then(stream(START, text(0, "x"), done(expected.getKey())));
      assertThat(ask().ending()).as(expected.getKey()).isEqualTo(expected.getValue());
    }
    service.then(stream(START, text(0, "x"), done("malformed_tool_use")));
    assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void answerWithoutWordsGetsSome() throws Exception {
    service.then(
        stream(START, done("end_turn")),
        stream(START, text(0, " "), done("refusal")),
        stream(START, thought(0, "\"text\":\"hm\""), done("max_tokens")));
    assertThat(ask().entry().text()).isEqualTo("(The model had nothing to add.)");
    assertThat(ask().entry().text()).isEqualTo("(The model declined to answer this.)");
    assertThat(ask().entry().blocks())
        .containsExactly(
            new Block.Reasoning("hm", null, null),
            new Block.Text("(The answer was cut off before its first word.)"));
  }

  @Test
  void modelThatCannotCacheIsAskedWithoutFromThenOn() throws Exception {
    service.then(
        error(
            400, "ValidationException", "toolConfig: extraneous key [cachePoint] is not permitted"),
        error(403, "AccessDeniedException", "your request did not allow prompt caching"),
        hello(),
        hello());
    var request = new Model.Request("You are.", List.of(tool()), List.of(user("Hi")));
    model.ask(request, MINUTE);
    model.ask(request, MINUTE);
    assertThat(sent(0).toString()).contains("cachePoint");
    assertThat(sent(1).path("toolConfig").toString()).doesNotContain("cachePoint");
    assertThat(sent(1).path("system").toString()).contains("cachePoint");
    assertThat(sent(2).toString()).doesNotContain("cachePoint");
    assertThat(sent(3).toString()).doesNotContain("cachePoint");
    assertThat(ticks.slept()).isEmpty();
  }

  @Test
  void whatMayPassIsTriedAgainWhileNothingCame() throws Exception {
    service.then(
        error(429, "ThrottlingException", "Too many requests"),
        error(503, "ServiceUnavailableException", "later"),
        error(429, "ModelNotReadyException", "loading"),
        error(500, "InternalServerException", "oops"),
        stream(START, exception("throttlingException", "later")),
        stream(START),
        hello());
    assertThat(ask().entry().text()).isEqualTo("Hello");
    assertThat(ticks.slept()).hasSize(6).allMatch(Duration::isPositive);
  }

  @Test
  void brokenAnswerIsNotPaidForTwice() {
    for (var broken :
        List.of(
            stream(START, text(0, "Hel")),
            chopped(START, text(0, "Hel"), done("end_turn")),
            stream(START, text(0, "Hel"), exception("modelStreamErrorException", "x")))) {
      service.then(broken);
      assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
    }
    service.then(stream(START, text(0, "Hel"), exception("throttlingException", "x")));
    assertThat(failure().kind()).isEqualTo(Kind.BUSY);
    assertThat(service.seen()).hasSize(4);
  }

  @Test
  void overloadThatDoesNotEndIsBusy() {
    for (int i = 0; i < 8; i++) {
      service.then(error(429, "ThrottlingException", "Too many tokens"));
    }
    assertThat(failure().kind()).isEqualTo(Kind.BUSY);
  }

  @Test
  void limitEndsTheAttempts() {
    service.then(error(503, "ServiceUnavailableException", "later"));
    var failure =
        catchThrowableOfType(ModelException.class, () -> model.ask(hi(), Duration.ofMillis(200)));
    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(
            catchThrowableOfType(ModelException.class, () -> model.ask(hi(), Duration.ZERO)).kind())
        .isEqualTo(Kind.UNREACHABLE);
    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void failuresHaveTheirKindsAndTellNoContents() {
    expect(403, "AccessDeniedException", "no access to 'secret'", Kind.DENIED);
    expect(403, "UnrecognizedClientException", "bad token", Kind.DENIED);
    expect(404, "ResourceNotFoundException", "no such model", Kind.DENIED);
    expect(400, "ValidationException", "The provided model identifier is invalid.", Kind.DENIED);
    expect(400, "ValidationException", "prompt is too long: \"secret\"", Kind.REFUSED);
  }

  private void expect(int status, String type, String message, Kind kind) {
    service.then(error(status, type, message.replace("\"", "\\\"")));
    var failure = failure();
    assertThat(failure.kind()).as(message).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(type);
    assertThat(failure).message().doesNotContain("secret");
  }

  @Test
  void silenceUntilTheLimitEndsTheCall() {
    var release = new CountDownLatch(1);
    service.then(held(release, hello()));
    var failure =
        catchThrowableOfType(ModelException.class, () -> model.ask(hi(), Duration.ofMillis(300)));
    release.countDown();
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void interruptEndsTheCall() throws Exception {
    var release = new CountDownLatch(1);
    service.then(held(release, hello()));
    var outcome = new AtomicReference<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                ask();
              } catch (Throwable e) {
                outcome.set(e);
              }
            });
    service.awaitRequest();
    caller.interrupt();
    caller.join();
    release.countDown();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
  }

  private Answer ask() throws ModelException, InterruptedException {
    return model.ask(hi(), MINUTE);
  }

  private ModelException failure() {
    return catchThrowableOfType(ModelException.class, this::ask);
  }

  private JsonNode sent(int index) {
    return service.seen().get(index).body();
  }

  private static Model.Request hi() {
    return new Model.Request("", List.of(), List.of(user("Hi")));
  }

  private static Entry user(String text) {
    return new Entry(Role.USER, List.of(new Block.Text(text)));
  }

  private static Tool.Spec tool() throws Exception {
    return new Tool.Spec("run", "Runs.", JSON.readTree("{\"type\":\"object\",\"maximum\":0.10}"));
  }

  private static FakeService.Answer hello() {
    return stream(START, text(0, "Hello"), stop(0), done("end_turn"), USAGE);
  }

  private static byte[] text(int index, String text) {
    return delta(index, "\"text\":\"" + text + "\"");
  }

  private static byte[] thought(int index, String member) {
    return delta(index, "\"reasoningContent\":{" + member + "}");
  }

  private static byte[] use(int index, String id) {
    return event(
        "contentBlockStart",
        "{\"contentBlockIndex\":%d,\"start\":{\"toolUse\":{\"toolUseId\":\"%s\",\"name\":\"run\"}}}"
            .formatted(index, id));
  }

  private static byte[] input(int index, String piece) {
    return delta(index, "\"toolUse\":{\"input\":" + JSON.valueToTree(piece) + "}");
  }

  private static byte[] delta(int index, String member) {
    return event(
        "contentBlockDelta",
        "{\"contentBlockIndex\":%d,\"delta\":{%s},\"p\":\"abc\"}".formatted(index, member));
  }

  private static byte[] stop(int index) {
    return event("contentBlockStop", "{\"contentBlockIndex\":" + index + "}");
  }

  private static byte[] done(String reason) {
    return event("messageStop", "{\"stopReason\":\"" + reason + "\"}");
  }
}
