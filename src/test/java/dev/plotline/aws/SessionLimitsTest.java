package dev.plotline.aws;

import static dev.plotline.aws.FakeService.error;
import static dev.plotline.aws.FakeService.held;
import static dev.plotline.aws.FakeService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.sandbox.SandboxException.Kind;
import dev.plotline.sandbox.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Sessions end and give their place to others.
class SessionLimitsTest extends CodeInterpreterBench {
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
  void sessionsBeyondTheLimitSayThatTheyWaitForOneToEnd() throws Exception {
    service.then(json(STARTED));
    Session second = interpreter.start("second", MINUTE);
    var third = new AtomicReference<Session>();
    var waits = new CountDownLatch(1);
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                third.set(interpreter.start("third", MINUTE, waits::countDown));
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    service.then(json(STOPPED), json(STARTED));
    waits.await();
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
            false,
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
    var waited = new AtomicInteger();
    assertThat(interpreter.start("second", MINUTE, waited::incrementAndGet).id()).isEqualTo("S1");
    assertThat(waited).hasValue(1);
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
}
