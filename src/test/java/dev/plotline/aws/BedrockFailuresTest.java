package dev.plotline.aws;

import static dev.plotline.aws.FakeService.chopped;
import static dev.plotline.aws.FakeService.error;
import static dev.plotline.aws.FakeService.held;
import static dev.plotline.aws.FakeService.stream;
import static dev.plotline.aws.Frames.exception;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plotline.agent.Model;
import dev.plotline.agent.ModelException;
import dev.plotline.agent.ModelException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What is tried again, what is not, and what is told.
class BedrockFailuresTest extends BedrockModelBench {
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
    var later = error(503, "ServiceUnavailableException", "later");
    service.then(response -> {
      // What is left is less than any pause.
      ticks.pass(MINUTE.minusMillis(200));
      later.write(response);
    });
    assertThat(failure().kind()).isEqualTo(Kind.BUSY);
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

  @Test
  void silenceUntilTheLimitEndsTheCall() {
    var release = new CountDownLatch(1);
    service.then(held(release, hello()));
    // A machine may be too slow to send anything within a short limit.
    for (var limit = Duration.ofMillis(300);
        service.seen().isEmpty();
        limit = limit.multipliedBy(2)) {
      var within = limit;
      var failure = catchThrowableOfType(ModelException.class, () -> model.ask(hi(), within));
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    }
    release.countDown();
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
}
