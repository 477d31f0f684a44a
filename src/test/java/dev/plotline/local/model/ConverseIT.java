package dev.plotline.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ConverseIT {
  private static final String MODEL = "us.anthropic.claude-sonnet-4-20250514-v1:0";

  private final LocalModel model = LocalModel.start(Options.of());
  private final BedrockRuntimeAsyncClient client = Clients.of(model);

  @AfterEach
  void stop() {
    client.close();
    model.close();
  }

  @Test
  void textComesInSmallPiecesAndInOrder() {
    String text = "Grüße 🐧 and a sentence that is long enough to be cut into several pieces.";
    model.script(Answer.text(text));
    var streamed = Streamed.of(client, says("Hi"));
    assertThat(String.join("", streamed.texts)).isEqualTo(text);
    assertThat(streamed.texts).hasSizeGreaterThan(2).allMatch(t -> t.length() < 30);
    assertThat(streamed.events)
        .startsWith("messageStart", "contentBlockDelta")
        .endsWith("contentBlockStop", "messageStop end_turn", "metadata");
  }

  @Test
  void inputOfAToolComesAsPiecesOfJson() {
    model.script(Answer.toolUse("Let me see.", "execute_code", Map.of("code", "print('ü')\n")));
    var streamed = Streamed.of(client, says("Hi"));
    assertThat(String.join("", streamed.inputs)).isEqualTo("{\"code\":\"print('ü')\\n\"}");
    assertThat(streamed.events).contains("contentBlockStart execute_code", "messageStop tool_use");
  }

  @Test
  void wholeAnswerHasTheSameBlocks() {
    model.script(Answer.toolUse("Let me see.", "execute_code", Map.of("code", "print(1)")));
    var response = converse(user("Hi"));
    assertThat(response.stopReasonAsString()).isEqualTo("tool_use");
    var content = response.output().message().content();
    assertThat(content.getFirst().text()).isEqualTo("Let me see.");
    assertThat(content.getLast().toolUse().input())
        .isEqualTo(Document.mapBuilder().putString("code", "print(1)").build());
  }

  @Test
  void scriptSeesTheRequest() {
    model.script(r -> Answer.text(r.at("/messages/0/content/0/text").asText() + "!"));
    assertThat(converse(user("Ping")).output().message().content().getFirst().text())
        .isEqualTo("Ping!");
  }

  @Test
  void withoutAScriptTheAnalystAnswers() {
    assertThat(converse(user("hello")).output().message().content().getFirst().text())
        .contains("offline analyst", "S3_BUCKET", "BEDROCK_MODEL_ID");
  }

  @Test
  void thinkingMustComeBackUnchanged() {
    model.script(
        Answer.toolUse("So:", "execute_code", Map.of("code", "1")).withReasoning("Hm.", "sig-1"));
    var said = converse(user("Hi")).output().message();
    var id = said.content().getLast().toolUse().toolUseId();
    var result = message(ConversationRole.USER, result(id, "1"));
    assertThat(converse(user("Hi"), said, result).stopReasonAsString()).isEqualTo("end_turn");

    var changed =
        said.toBuilder()
            .content(
                ContentBlock.fromReasoningContent(
                    ReasoningContentBlock.fromReasoningText(
                        t -> t.text("Hmm.").signature("sig-1"))),
                said.content().getLast())
            .build();
    assertRefused("Invalid `signature` in `thinking` block", user("Hi"), changed, result);
    var without = said.toBuilder().content(said.content().getLast()).build();
    assertRefused("must start with a thinking block", user("Hi"), without, result);
  }

  @Test
  void thinkingIsStreamedWithItsSignature() {
    model.script(Answer.text("Yes.").withReasoning("Hm.", "sig-2"));
    assertThat(Streamed.of(client, says("Hi")).thoughts).containsExactly("Hm.", "signature sig-2");
  }

  @Test
  void callWithoutItsResultIsRefused() {
    model.script(Answer.toolUse("So:", "execute_code", Map.of("code", "1")));
    var said = converse(user("Hi")).output().message();
    assertRefused("Expected toolResult blocks at messages.2", user("Hi"), said, user("And?"));
    assertThat(model.journal().refused())
        .singleElement()
        .satisfies(c -> assertThat(c.error()).isEqualTo("ValidationException"))
        .satisfies(c -> assertThat(c.messages()).isEqualTo(3));
  }

  @Test
  void tooLargeAnImageIsRefused() {
    var image =
        ContentBlock.fromImage(i -> i.format(ImageFormat.PNG).source(s -> s.bytes(png(8_001))));
    assertRefused("8000 pixels, was 8001x10", message(ConversationRole.USER, image));
    var fine =
        ContentBlock.fromImage(i -> i.format(ImageFormat.PNG).source(s -> s.bytes(png(8_000))));
    assertThat(converse(message(ConversationRole.USER, fine)).stopReasonAsString())
        .isEqualTo("end_turn");
    assertThat(model.journal().calls().getLast().images()).isEqualTo(1);
  }

  @Test
  void bodyOver25MegabytesIsRefused() {
    assertRefused("Input is too long", user("x".repeat(25_000_001)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offline-analyst",
        "anthropic.claude-3-haiku-20240307-v1:0",
        "global.anthropic.claude-sonnet-5",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/ab12cd"
      })
  void modelIdsOfAllShapesAreTaken(String id) {
    assertThat(client.converse(r -> r.modelId(id).messages(user("hello"))).join()).isNotNull();
  }

  @Test
  void wrongModelIdsAreRefused() {
    assertThatThrownBy(() -> client.converse(r -> r.modelId("Claude!").messages(user("x"))).join())
        .hasCauseInstanceOf(ValidationException.class)
        .hasMessageContaining("The provided model identifier is invalid");
    assertThatThrownBy(() ->
            client
                .converse(r ->
                    r.modelId("arn:aws:bedrock:us-east-1:123456789012:toaster/x")
                        .messages(user("x")))
                .join())
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void strangersAreTurnedAway() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var unsigned =
          HttpRequest.newBuilder(model.url().resolve("/model/offline-analyst/converse"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      var answer = http.send(unsigned, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("Missing Authentication Token");
    }
    assertThat(errorWith("WRONG", model.secretKey())).isEqualTo("UnrecognizedClientException");
    assertThat(errorWith(model.accessKey(), "wrong")).isEqualTo("InvalidSignatureException");
  }

  @Test
  void throttledCallsSucceedWhenTriedAgain() {
    model.fail(new Fault.Throttled(), new Fault.Unavailable()).script(Answer.text("Third time."));
    try (var patient =
        Clients.of(
            model, b -> b.overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(3))))) {
      assertThat(Streamed.of(patient, says("Hi")).texts).containsExactly("Third time.");
    }
    assertThat(model.journal().calls())
        .extracting(Journal.Call::status)
        .containsExactly(429, 503, 200);
  }

  @Test
  void refusalsBeforeTheStreamHaveTheirTypes() {
    model.fail(new Fault.Throttled(), new Fault.Unavailable(), new Fault.Failed());
    assertThatThrownBy(() -> Streamed.of(client, says("Hi")))
        .hasCauseInstanceOf(ThrottlingException.class);
    assertThatThrownBy(() -> Streamed.of(client, says("Hi")))
        .hasCauseInstanceOf(ServiceUnavailableException.class);
    assertThatThrownBy(() -> Streamed.of(client, says("Hi")))
        .hasCauseInstanceOf(InternalServerException.class);
  }

  @Test
  void throttlingComesInTheMiddleToo() {
    model
        .script(Answer.text("A text of several pieces, or so one hopes."))
        .fail(new Fault.ThrottledAfter(1));
    assertThatThrownBy(() -> Streamed.of(client, says("Hi")))
        .hasCauseInstanceOf(ThrottlingException.class);
    assertThat(model.journal().calls().getLast().error()).isEqualTo("throttlingException");
  }

  @Test
  void cutStreamEndsInGoodOrderButWithoutMessageStop() {
    model
        .script(Answer.text("A text of several pieces, or so one hopes."))
        .fail(new Fault.CutAfter(1));
    var streamed = Streamed.of(client, says("Hi"));
    assertThat(streamed.events).containsExactly("messageStart", "contentBlockDelta");
  }

  @Test
  void lostConnectionIsAnError() {
    model.script(Answer.text("A text.")).fail(new Fault.LostAfter(1));
    assertThatThrownBy(() -> Streamed.of(client, says("Hi")))
        .hasCauseInstanceOf(SdkException.class);
    model.script(Answer.text("A text.")).fail(new Fault.LostAfter(0));
    assertThatThrownBy(() -> converse(user("Hi"))).hasCauseInstanceOf(SdkException.class);
  }

  @Test
  void heldAnswerWaitsForItsRelease() {
    var release = new CompletableFuture<Void>();
    model.script(Answer.text("Late.")).fail(new Fault.Held(release));
    var answer = client.converse(r -> r.modelId(MODEL).messages(user("Hi")));
    assertThat(answer).isNotDone();
    release.complete(null);
    assertThat(answer.join().output().message().content().getFirst().text()).isEqualTo("Late.");
  }

  @Test
  void promptCacheIsWrittenOnceAndReadAgain() {
    model.script(Answer.text("One."), Answer.text("Two."));
    Consumer<ConverseStreamRequest.Builder> request =
        r ->
            r.modelId(MODEL)
                .system(
                    SystemContentBlock.fromText("word ".repeat(400)),
                    SystemContentBlock.fromCachePoint(
                        CachePointBlock.builder().type("default").build()))
                .messages(user("Hi"));
    var first = Streamed.of(client, request).usage.getFirst();
    var second = Streamed.of(client, request).usage.getFirst();
    assertThat(first.cacheWriteInputTokens()).isBetween(450, 550);
    assertThat(first.cacheReadInputTokens()).isZero();
    assertThat(second.cacheReadInputTokens()).isEqualTo(first.cacheWriteInputTokens());
    assertThat(second.inputTokens()).isPositive().isEqualTo(first.inputTokens());
    assertThat(second.totalTokens())
        .isEqualTo(second.inputTokens() + second.outputTokens() + second.cacheReadInputTokens());
  }

  @Test
  void journalHoldsNoContents() {
    model.script(Answer.text("secret answer"));
    converse(user("secret question"));
    var call = model.journal().calls().getFirst();
    assertThat(call.operation()).isEqualTo("converse");
    assertThat(call.model()).isEqualTo(MODEL);
    assertThat(call.usage().output()).isPositive();
    assertThat(call.toString()).doesNotContain("secret");
  }

  @Test
  void unknownOperationIsRefused() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(model.url().resolve("/model/x/invoke")).build();
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(404);
    }
  }

  private ConverseResponse converse(Message... messages) {
    return client.converse(r -> r.modelId(MODEL).messages(messages).toolConfig(Talk.TOOLS)).join();
  }

  private void assertRefused(String message, Message... messages) {
    assertThatThrownBy(() -> converse(messages))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
  }

  private String errorWith(String accessKey, String secretKey) {
    try (var stranger =
        Clients.of(
            model,
            b ->
                b.credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKey, secretKey))))) {
      stranger.converse(r -> r.modelId(MODEL).messages(user("Hi"))).join();
      return "none";
    } catch (CompletionException e) {
      return e.getCause() instanceof BedrockRuntimeException b
          ? b.awsErrorDetails().errorCode()
          : String.valueOf(e.getCause());
    }
  }

  private static Consumer<ConverseStreamRequest.Builder> says(String text) {
    return r -> r.modelId(MODEL).messages(user(text));
  }

  private static Message user(String text) {
    return message(ConversationRole.USER, ContentBlock.fromText(text));
  }

  private static ContentBlock result(String id, String text) {
    return ContentBlock.fromToolResult(
        ToolResultBlock.builder()
            .toolUseId(id)
            .content(List.of(ToolResultContentBlock.fromText(text)))
            .build());
  }

  private static Message message(ConversationRole role, ContentBlock... content) {
    return Message.builder().role(role).content(content).build();
  }

  /// The head of a PNG, which is all that is looked at.
  private static SdkBytes png(int width) {
    var bytes = java.nio.ByteBuffer.allocate(40);
    bytes.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    bytes.putInt(13).put("IHDR".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    bytes.putInt(width).putInt(10);
    return SdkBytes.fromByteArray(bytes.array());
  }
}
