package dev.plotline.aws;

import static dev.plotline.aws.FakeService.chopped;
import static dev.plotline.aws.FakeService.error;
import static dev.plotline.aws.FakeService.held;
import static dev.plotline.aws.FakeService.json;
import static dev.plotline.aws.FakeService.stream;
import static dev.plotline.aws.Frames.event;
import static dev.plotline.aws.Frames.exception;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.sandbox.Language;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.SandboxException.Kind;
import dev.plotline.sandbox.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the adapter makes of everything the service can answer.
class CodeInterpreterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String STARTED =
      """
      {"codeInterpreterIdentifier":"ci","sessionId":"S1","createdAt":"2026-11-21T10:00:01Z"}\
      """;
  private static final String STOPPED =
      """
      {"codeInterpreterIdentifier":"ci","sessionId":"S1","lastUpdatedAt":"2026-11-21T10:00:02Z"}\
      """;
  private static final byte[] OK =
      event(
          "result",
          """
          {"content":[{"type":"text","text":"1\\n"}],"structuredContent":{"stdout":"1\\n",\
          "stderr":"","exitCode":0,"executionTime":0.7111423015594482},"isError":false}\
          """);

  private final FakeService service = new FakeService();
  private final FakeTicks ticks = new FakeTicks();
  private final AwsClients clients = StandIns.at(service.url());
  private final CodeInterpreter interpreter =
      new CodeInterpreter(
          clients,
          "aws.codeinterpreter.v1",
          2,
          Clock.fixed(NOW, ZoneOffset.UTC),
          new CodeInterpreter.Waiting(ticks, MINUTE));
  private Session session;

  @BeforeEach
  void start() throws Exception {
    service.then(json(STARTED));
    session = interpreter.start("plotline-1", Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    clients.close();
    service.close();
  }

  @Test
  void startAsksForALifeAndKnowsItsEnd() {
    var seen = service.seen().get(0);
    assertThat(seen.method()).isEqualTo("PUT");
    assertThat(seen.path()).isEqualTo("/code-interpreters/aws.codeinterpreter.v1/sessions/start");
    assertThat(seen.body().path("name").asText()).isEqualTo("plotline-1");
    assertThat(seen.body().path("sessionTimeoutSeconds").asInt()).isEqualTo(3600);
    assertThat(seen.body().path("clientToken").asText()).hasSizeGreaterThanOrEqualTo(33);
    assertThat(session.id()).isEqualTo("S1");
    assertThat(session.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
  }

  @Test
  void runSendsCodeOnceAndReadsItsOutput() throws Exception {
    service.then(stream(OK));
    Session.Output output = session.run(Language.PYTHON, "print(1)", MINUTE);
    assertThat(output.stdout()).isEqualTo("1\n");
    assertThat(output.stderr()).isEmpty();
    assertThat(output.exitCode()).isZero();
    assertThat(output.error()).isFalse();
    assertThat(output.time()).isGreaterThan(Duration.ZERO).isLessThan(Duration.ofMillis(712));
    var seen = service.seen().get(1);
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo("/code-interpreters/aws.codeinterpreter.v1/tools/invoke");
    assertThat(seen.session()).isEqualTo("S1");
    assertThat(seen.body())
        .hasToString(
            """
            {"name":"executeCode","arguments":{"code":"print(1)","language":"python",\
            "clearContext":false}}\
            """);
  }

  @Test
  void severalEventsAreOneAnswer() throws Exception {
    service.then(
        stream(
            event("result", "{\"structuredContent\":{\"stdout\":\"a\",\"exitCode\":0}}"),
            event("newsOfTomorrow", "{\"x\":1}"),
            event("result", "{\"structuredContent\":{\"stderr\":\"e\"},\"isError\":true}"),
            event(
                "result",
                "{\"structuredContent\":{\"stdout\":\"b\",\"exitCode\":3,\"future\":true}}")));
    Session.Output output = session.command("ls", MINUTE);
    assertThat(output.stdout()).isEqualTo("ab");
    assertThat(output.stderr()).isEqualTo("e");
    assertThat(output.exitCode()).isEqualTo(3);
    assertThat(output.error()).isTrue();
  }

  @Test
  void warningsAreNoFailureAndExitCodesAre() throws Exception {
    service.then(
        stream(event("result", "{\"structuredContent\":{\"stderr\":\"warn\",\"exitCode\":0}}")),
        stream(event("result", "{\"structuredContent\":{\"exitCode\":2},\"isError\":false}")),
        stream(
            event(
                "result",
                "{\"content\":[{\"type\":\"text\",\"text\":\"bad\"}],\"isError\":true}")));
    assertThat(session.command("a", MINUTE).error()).isFalse();
    assertThat(session.command("b", MINUTE).error()).isTrue();
    Session.Output unstructured = session.command("c", MINUTE);
    assertThat(unstructured.error()).isTrue();
    assertThat(unstructured.exitCode()).isEqualTo(1);
    assertThat(unstructured.stderr()).isEqualTo("bad");
  }

  @Test
  void cutAnswersAreFailuresAndCodeIsNotSentAgain() {
    service.then(stream(), chopped(OK), stream(event("unknown", "{}")));
    for (int i = 0; i < 3; i++) {
      assertThat(failure(() -> session.run(Language.PYTHON, "x", MINUTE)).kind())
          .isEqualTo(Kind.BROKEN);
    }
    assertThat(service.seen()).hasSize(4);
  }

  @Test
  void errorInTheMiddleNeverRunsCodeTwice() {
    for (String type :
        List.of(
            "throttlingException",
            "internalServerException",
            "resourceNotFoundException",
            "serviceQuotaExceededException")) {
      service.then(stream(OK, exception(type, "later")));
      assertThat(failure(() -> session.run(Language.PYTHON, "x", MINUTE)).kind())
          .as(type)
          .isEqualTo(Kind.BROKEN);
    }
    assertThat(service.seen()).hasSize(5);
  }

  @Test
  void throttleBeforeAnyAnswerIsWaitedFor() throws Exception {
    service.then(
        error(429, "ThrottlingException", "slow down"),
        error(429, "ThrottlingException", "slow down"),
        stream(OK));
    assertThat(session.run(Language.PYTHON, "x", MINUTE).stdout()).isEqualTo("1\n");
    assertThat(ticks.slept()).hasSize(2);
  }

  @Test
  void throttleThatDoesNotEndIsBusy() {
    for (int i = 0; i < 4; i++) {
      service.then(error(429, "ThrottlingException", "slow down"));
    }
    // Pauses of at least 0.25, 0.5 and 1 s, and of at the most 0.5, 1 and 2 s: four attempts.
    var failure = failure(() -> session.run(Language.PYTHON, "x", Duration.ofMillis(3_600)));
    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(service.seen()).hasSize(5);
  }

  @Test
  void errorsHaveTheirKinds() {
    expect(404, "ResourceNotFoundException", Kind.GONE);
    expect(402, "ServiceQuotaExceededException", Kind.BUSY);
    expect(409, "ConflictException", Kind.BUSY);
    expect(403, "AccessDeniedException", Kind.DENIED);
    expect(403, "UnrecognizedClientException", Kind.DENIED);
    expect(400, "ValidationException", Kind.REFUSED);
    expect(500, "InternalServerException", Kind.BROKEN);
    expect(503, "SomethingNewException", Kind.BROKEN);
  }

  private void expect(int status, String type, Kind kind) {
    service.then(error(status, type, "the value 'secret code' is odd"));
    var failure = failure(() -> session.run(Language.PYTHON, "secret code", MINUTE));
    assertThat(failure.kind()).as(type).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(type).hasMessageContaining("request-1");
    assertThat(failure).message().doesNotContain("secret");
  }

  @Test
  void readingMayBeTriedAgain() throws Exception {
    byte[] file =
        event(
            "result",
            "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///a\",\"text\":\"x\"}}]}");
    service.then(
        error(500, "InternalServerException", "oops"),
        stream(exception("throttlingException", "later")),
        stream(file));
    assertThat(session.read("a")).asString(UTF_8).isEqualTo("x");
    service.then(stream(), stream(), stream());
    assertThat(failure(() -> session.read("a")).kind()).isEqualTo(Kind.BROKEN);
  }

  @Test
  void silenceUntilTheLimitIsATimeout() {
    var release = new CountDownLatch(1);
    service.then(held(release, stream(OK)));
    var failure = failure(() -> session.run(Language.PYTHON, "x", Duration.ofMillis(300)));
    release.countDown();
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(service.seen()).hasSize(2);
  }

  @Test
  void silenceWithinTheLimitIsWaitedFor() throws Exception {
    var release = new CountDownLatch(1);
    service.then(held(release, stream(OK)));
    service.awaitRequest();
    var output = new CompletableFuture<Session.Output>();
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                output.complete(session.run(Language.PYTHON, "x", MINUTE));
              } catch (Exception e) {
                output.completeExceptionally(e);
              }
            });
    service.awaitRequest();
    assertThat(output).isNotDone();
    release.countDown();
    runner.join();
    assertThat(output.join().stdout()).isEqualTo("1\n");
  }

  @Test
  void interruptAbandonsTheCall() throws Exception {
    var release = new CountDownLatch(1);
    service.then(held(release, stream(OK)));
    var outcome = new AtomicReference<Throwable>();
    Thread runner =
        Thread.ofVirtual()
            .start(() -> {
              try {
                session.run(Language.PYTHON, "x", MINUTE);
              } catch (Throwable e) {
                outcome.set(e);
              }
            });
    service.awaitRequest();
    service.awaitRequest();
    runner.interrupt();
    runner.join();
    release.countDown();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    assertThat(service.seen()).hasSize(2);
  }

  @Test
  void bytesAreEncodedOnceEachWay() throws Exception {
    byte[] bytes = {(byte) 0x89, 'P', 'N', 'G', 0, 13, 10, (byte) 0xff};
    service.then(
        stream(event("result", "{\"content\":[{\"type\":\"text\",\"text\":\"Successfully\"}]}")));
    session.write("売上/図 'q\"\n.png", bytes);
    JsonNode block = service.seen().get(1).body().path("arguments").path("content").path(0);
    assertThat(block.path("path").asText()).isEqualTo("売上/図 'q\"\n.png");
    assertThat(Base64.getDecoder().decode(block.path("blob").asText())).isEqualTo(bytes);
    assertThat(block.has("text")).isFalse();
  }

  @Test
  void fileIsReadInEachOfItsForms() throws Exception {
    String blob = Base64.getEncoder().encodeToString("é\r\n".getBytes(UTF_8));
    String other = "{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///b\",\"text\":\"no\"}}";
    for (String block :
        List.of(
            "{\"type\":\"resource\",\"resource\":{\"type\":\"blob\",\"uri\":\"file:///売.txt\",\"blob\":\"%s\"}}",
            "{\"type\":\"resource\",\"uri\":\"file:///売.txt\",\"data\":\"%s\"}",
            "{\"type\":\"error\",\"resource\":{\"uri\":\"file:///opt/amazon/genesis1p-tools/var/売.txt\",\"blob\":\"%s\"}}",
            "{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///売.txt\",\"text\":\"é\\r\\n\"}}",
            "{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"%s\"}",
            "{\"type\":\"text\",\"text\":\"é\\r\\n\"}")) {
      String given = block.formatted(blob);
      service.then(stream(event("result", "{\"content\":[" + given + "]}")));
      assertThat(session.read("売.txt")).as(block).asString(UTF_8).isEqualTo("é\r\n");
      if (given.contains("uri")) {
        service.then(stream(event("result", "{\"content\":[" + other + "," + given + "]}")));
        assertThat(session.read("売.txt")).as(block).asString(UTF_8).isEqualTo("é\r\n");
      }
    }
  }

  @Test
  void refusalOfAToolIsTold() {
    service.then(
        stream(
            event(
                "result",
                "{\"content\":[{\"type\":\"text\",\"text\":\"File not found\"}],\"isError\":true}")));
    var failure = failure(() -> session.read("none"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("File not found");
  }

  @Test
  void whatIsTooLargeIsNotSent() {
    assertThat(failure(() -> session.write("a", new byte[Session.WRITE_LIMIT + 1])).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void twelveMebibytesAreReadAndFortyEightWritten() throws Exception {
    byte[] bytes = new byte[Session.READ_LIMIT];
    new java.util.Random(1).nextBytes(bytes);
    String blob = Base64.getEncoder().encodeToString(bytes);
    service.then(
        stream(
            event(
                "result",
                "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///a\",\"blob\":\""
                    + blob
                    + "\"}}]}")),
        stream(event("result", "{\"content\":[]}")));
    assertThat(session.read("a")).isEqualTo(bytes);
    session.write("a", new byte[Session.WRITE_LIMIT]);
    assertThat(
            service
                .seen()
                .get(2)
                .body()
                .path("arguments")
                .path("content")
                .path(0)
                .path("blob")
                .asText())
        .hasSize((Session.WRITE_LIMIT + 2) / 3 * 4);
  }

  @Test
  void listLeavesOutTheServicesOwn() throws Exception {
    service.then(
        stream(
            event(
                "result",
                """
                {"content":[
                {"type":"resource_link","uri":"file:///log","name":"log","description":"Directory"},
                {"type":"resource_link","mimeType":"text/csv","uri":"file:///データ.csv",\
                "name":"データ.csv","description":"File","size":12},
                {"type":"resource_link","uri":"file:///out","name":"out","description":"Directory"},
                {"type":"resource_link","uri":"file:///.ipython","name":".ipython",\
                "description":"Directory"}],"isError":false}\
                """)));
    assertThat(session.list(""))
        .containsExactly(new Session.Item("データ.csv", false, 12), new Session.Item("out", true, -1));
    assertThat(service.seen().get(1).body())
        .hasToString("{\"name\":\"listFiles\",\"arguments\":{\"directoryPath\":\"\"}}");
  }

  @Test
  void pictureInsideAnAnswerGoesIntoTheFolder() throws Exception {
    service.then(
        stream(
            event(
                "result",
                """
                {"content":[{"type":"image","data":"iVBORw==","mimeType":"image/png"}],\
                "structuredContent":{"stdout":"x","exitCode":0}}\
                """)),
        stream(event("result", "{\"content\":[]}")));
    assertThat(session.run(Language.PYTHON, "plt.show()", MINUTE).stdout()).isEqualTo("x");
    JsonNode written = service.seen().get(2).body().path("arguments").path("content").path(0);
    assertThat(written.path("path").asText()).matches("plot-[0-9a-f]{8}\\.png");
    assertThat(written.path("blob").asText()).isEqualTo("iVBORw==");
  }

  @Test
  void stopIsSentOnceAndNeverFails() {
    service.then(error(403, "AccessDeniedException", "no"));
    session.stop();
    session.stop();
    var seen = service.seen().get(1);
    assertThat(seen.path()).isEqualTo("/code-interpreters/aws.codeinterpreter.v1/sessions/stop");
    assertThat(seen.query()).isEqualTo("sessionId=S1");
    assertThat(service.seen()).hasSize(2);
  }

  @Test
  void stopIsSentByAnInterruptedThreadToo() throws Exception {
    service.then(json(STOPPED));
    Thread.currentThread().interrupt();
    session.stop();
    assertThat(Thread.interrupted()).isTrue();
    service.awaitRequest();
    service.awaitRequest();
    assertThat(service.seen().get(1).path()).endsWith("/sessions/stop");
  }

  @Test
  void sessionsBeyondTheLimitWaitForOneToEnd() throws Exception {
    service.then(json(STARTED));
    Session second = interpreter.start("second", MINUTE);
    var third = new AtomicReference<Session>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                third.set(interpreter.start("third", MINUTE));
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    service.then(json(STOPPED), json(STARTED));
    second.stop();
    waiting.join();
    assertThat(third.get().id()).isEqualTo("S1");
  }

  @Test
  void sessionThatIsGoneFreesItsPlaceAndOneThatCannotBeStoppedKeepsIt() throws Exception {
    var one =
        new CodeInterpreter(
            clients,
            "aws.codeinterpreter.v1",
            1,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new CodeInterpreter.Waiting(ticks, Duration.ofMillis(100)));
    service.then(json(STARTED), error(404, "ResourceNotFoundException", "expired"));
    one.start("first", MINUTE).stop();
    service.then(json(STARTED), error(403, "AccessDeniedException", "no"));
    one.start("second", MINUTE).stop();
    assertThat(failure(() -> one.start("third", MINUTE)).kind()).isEqualTo(Kind.BUSY);
  }

  @Test
  void quotaReachedByOthersIsWaitedFor() throws Exception {
    service.then(error(402, "ServiceQuotaExceededException", "1000 sessions"), json(STARTED));
    assertThat(interpreter.start("second", MINUTE).id()).isEqualTo("S1");
    var tokens =
        service.seen().stream().skip(1).map(s -> s.body().path("clientToken").asText()).toList();
    assertThat(tokens.get(0)).isEqualTo(tokens.get(1));
  }

  @Test
  void startThatFailsGivesItsPlaceBack() throws Exception {
    for (int i = 0; i < 3; i++) {
      service.then(error(403, "AccessDeniedException", "no"));
      assertThat(failure(() -> interpreter.start("x", MINUTE)).kind()).isEqualTo(Kind.DENIED);
    }
    service.then(json(STARTED));
    assertThat(interpreter.start("x", MINUTE).id()).isEqualTo("S1");
  }

  @Test
  void sessionThatStartsAfterItsCallerLeftIsStopped() throws Exception {
    var release = new CountDownLatch(1);
    service.awaitRequest();
    service.then(held(release, json(STARTED)), json(STOPPED));
    Thread caller =
        Thread.ofVirtual()
            .start(() ->
                assertThatThrownBy(() -> interpreter.start("x", MINUTE))
                    .isInstanceOf(InterruptedException.class));
    service.awaitRequest();
    caller.interrupt();
    caller.join();
    release.countDown();
    service.awaitRequest();
    assertThat(service.seen().get(2).path()).endsWith("/sessions/stop");
  }

  private static SandboxException failure(ThrowingCallable call) {
    return catchThrowableOfType(SandboxException.class, call);
  }
}
