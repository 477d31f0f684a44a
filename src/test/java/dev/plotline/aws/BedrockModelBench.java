package dev.plotline.aws;

import static dev.plotline.aws.FakeService.error;
import static dev.plotline.aws.FakeService.stream;
import static dev.plotline.aws.Frames.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Entry.Role;
import dev.plotline.agent.Model;
import dev.plotline.agent.Model.Answer;
import dev.plotline.agent.ModelException;
import dev.plotline.agent.ModelException.Kind;
import dev.plotline.agent.Tool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// A model over a service that says what the test wants.
abstract class BedrockModelBench {
  protected static final ObjectMapper JSON = new ObjectMapper();
  protected static final Duration MINUTE = Duration.ofMinutes(1);
  protected static final String CACHE = "{\"cachePoint\":{\"type\":\"default\"}}";
  protected static final byte[] START = event("messageStart", "{\"role\":\"assistant\"}");
  protected static final byte[] USAGE =
      event(
          "metadata",
          """
          {"usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15,"cacheReadInputTokens":100,\
          "cacheWriteInputTokens":7},"metrics":{"latencyMs":1}}\
          """);

  protected final FakeService service = new FakeService();
  protected final FakeTicks ticks = new FakeTicks();
  protected final AwsClients clients = StandIns.at(service.url());
  protected final Model model =
      new BedrockModel(clients, new BedrockModel.Options("global.a:0/b", 4_096, null), ticks);

  @AfterEach
  void close() {
    clients.close();
    service.close();
  }

  protected void expect(int status, String type, String message, Kind kind) {
    service.then(error(status, type, message.replace("\"", "\\\"")));
    var failure = failure();
    assertThat(failure.kind()).as(message).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(type);
    assertThat(failure).message().doesNotContain("secret");
  }

  protected Answer ask() throws ModelException, InterruptedException {
    return model.ask(hi(), MINUTE);
  }

  protected ModelException failure() {
    return catchThrowableOfType(ModelException.class, this::ask);
  }

  protected JsonNode sent(int index) {
    return service.seen().get(index).body();
  }

  protected static Model.Request hi() {
    return new Model.Request("", List.of(), List.of(user("Hi")));
  }

  protected static Entry user(String text) {
    return new Entry(Role.USER, List.of(new Block.Text(text)));
  }

  protected static Tool.Spec tool() throws Exception {
    return new Tool.Spec("run", "Runs.", JSON.readTree("{\"type\":\"object\",\"maximum\":0.10}"));
  }

  protected static FakeService.Answer hello() {
    return stream(START, text(0, "Hello"), stop(0), done("end_turn"), USAGE);
  }

  protected static byte[] text(int index, String text) {
    return delta(index, "\"text\":\"" + text + "\"");
  }

  protected static byte[] thought(int index, String member) {
    return delta(index, "\"reasoningContent\":{" + member + "}");
  }

  protected static byte[] use(int index, String id) {
    return event(
        "contentBlockStart",
        "{\"contentBlockIndex\":%d,\"start\":{\"toolUse\":{\"toolUseId\":\"%s\",\"name\":\"run\"}}}"
            .formatted(index, id));
  }

  protected static byte[] input(int index, String piece) {
    return delta(index, "\"toolUse\":{\"input\":" + JSON.valueToTree(piece) + "}");
  }

  protected static byte[] delta(int index, String member) {
    return event(
        "contentBlockDelta",
        "{\"contentBlockIndex\":%d,\"delta\":{%s},\"p\":\"abc\"}".formatted(index, member));
  }

  protected static byte[] stop(int index) {
    return event("contentBlockStop", "{\"contentBlockIndex\":" + index + "}");
  }

  protected static byte[] done(String reason) {
    return event("messageStop", "{\"stopReason\":\"" + reason + "\"}");
  }
}
