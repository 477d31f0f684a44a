package dev.plotline.aws;

import static dev.plotline.aws.FakeService.stream;
import static dev.plotline.aws.Frames.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Entry.Role;
import dev.plotline.agent.Model;
import dev.plotline.agent.Model.Answer;
import dev.plotline.agent.Model.Ending;
import dev.plotline.agent.ModelException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the adapter sends to the model, and what it makes of everything the model can answer.
class BedrockModelTest extends BedrockModelBench {
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
}
