package dev.plotline.aws;

import static dev.plotline.aws.FakeService.chopped;
import static dev.plotline.aws.FakeService.error;
import static dev.plotline.aws.FakeService.held;
import static dev.plotline.aws.FakeService.stream;
import static dev.plotline.aws.Frames.event;
import static dev.plotline.aws.Frames.exception;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.sandbox.Language;
import dev.plotline.sandbox.SandboxException.Kind;
import dev.plotline.sandbox.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What the adapter makes of everything the service can answer.
class CodeInterpreterTest extends CodeInterpreterBench {
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
    var throttled = error(429, "ThrottlingException", "slow down");
    service.then(throttled, throttled, throttled);
    // Of at most 0.5, 1 and 2 s were the pauses before; the next, of at least 2 s, doesn't fit.
    service.then(response -> {
      ticks.pass(MINUTE.minusMillis(3_600));
      throttled.write(response);
    });
    var failure = failure(() -> session.run(Language.PYTHON, "x", MINUTE));
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
    // A machine may be too slow to send anything within a short limit.
    for (var limit = Duration.ofMillis(300);
        service.seen().size() == 1;
        limit = limit.multipliedBy(2)) {
      var within = limit;
      var failure = failure(() -> session.run(Language.PYTHON, "x", within));
      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    }
    release.countDown();
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
}
