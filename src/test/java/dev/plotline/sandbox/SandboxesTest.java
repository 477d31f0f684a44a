package dev.plotline.sandbox;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// When idle sessions end, by a clock that the tests turn.
class SandboxesTest {
  private static final ThreadKey THREAD = new ThreadKey("program", "", "one");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger started = new AtomicInteger();
  private final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean hanging = new AtomicBoolean();
  private final CountDownLatch listing = new CountDownLatch(1);
  private final CountDownLatch listed = new CountDownLatch(1);
  private final InstantSource time = now::get;
  private final Clock clock = time.withZone(ZoneOffset.UTC);
  private final Sandboxes sandboxes =
      new Sandboxes(
          this::start,
          thread -> new Workspace(store(), thread, Duration.ofHours(1), clock),
          new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
          Duration.ofMinutes(15),
          clock,
          _ -> List.of(),
          () -> Duration.between(Instant.EPOCH, now.get()).toNanos());

  @Test
  void anIdleSessionIsStoppedOnceAndTheNextUseSaysSo() throws Exception {
    sandboxes.of(THREAD).warm();
    later(Duration.ofMinutes(14));
    sandboxes.cleanUp();
    assertThat(sandboxes.of(THREAD).session()).isEqualTo("s1");
    later(Duration.ofMinutes(15));
    sandboxes.cleanUp();
    assertThat(stopped.poll(3, MINUTES)).isEqualTo("s1");
    sandboxes.of(THREAD).warm();
    assertThat(sandboxes.of(THREAD).session()).isEqualTo("s2");
    assertThat(sandboxes.of(THREAD).takeNotices())
        .containsExactly("The session was ended after 15 idle minutes; a new one was started.");
    sandboxes.close();
    assertThat(stopped).containsExactly("s2");
  }

  @Test
  void aSessionInTheMiddleOfACallIsNotIdle() throws Exception {
    Sandbox sandbox = sandboxes.of(THREAD);
    sandbox.warm();
    Thread worker = Thread.ofVirtual().start(() -> list(sandbox));
    listing.await();
    later(Duration.ofMinutes(20));
    sandboxes.cleanUp();
    assertThat(sandboxes.of(THREAD)).isSameAs(sandbox);
    listed.countDown();
    worker.join();
    assertThat(stopped).isEmpty();
    later(Duration.ofMinutes(16));
    sandboxes.cleanUp();
    assertThat(stopped.poll(3, MINUTES)).isEqualTo("s1");
  }

  @Test
  void aStoreThatDoesNotAnswerIsSaidWhenASessionStarts() throws Exception {
    broken.set(true);
    sandboxes.of(THREAD).warm();
    assertThat(sandboxes.of(THREAD).takeNotices())
        .singleElement()
        .asString()
        .contains("The storage did not answer, so files from before are missing");
  }

  @Test
  void aHandleThatWasNeverUsedCostsNothing() {
    assertThat(sandboxes.of(THREAD).session()).isNull();
    later(Duration.ofMinutes(16));
    sandboxes.cleanUp();
    sandboxes.close();
    assertThat(started).hasValue(0);
    assertThat(stopped).isEmpty();
  }

  @Test
  void aRehearsalHasASessionOfItsOwnWhichIsEndedWhateverHappens() throws Exception {
    sandboxes.of(THREAD).warm();
    Rehearsal rehearsal = sandboxes.rehearse(THREAD, List.of(), List.of());
    assertThat(rehearsal.sentence())
        .isEqualTo("The code was not run again for this notebook: there was no session for it.");
    assertThat(stopped).containsExactly("s2");
    assertThat(sandboxes.session(THREAD)).isEqualTo("s1");
  }

  @Test
  void aRehearsalHasALimitOnAllOfItsTime() throws Exception {
    hanging.set(true);
    do {
      var rehearsal = sandboxes.rehearse(THREAD, List.of(), List.of(), Duration.ofMillis(50));
      assertThat(rehearsal.missing()).isEqualTo("running it again took too long");
    } while (started.get() == 0);
    assertThat(stopped.poll(3, MINUTES)).isEqualTo("s1");
  }

  private static void list(Sandbox sandbox) {
    try {
      sandbox.list("");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void later(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  private Session start(String name, Duration life, Runnable waits) {
    String id = "s" + started.incrementAndGet();
    Instant expiresAt = now.get().plus(life);
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "id" -> id;
                  case "expiresAt" -> expiresAt;
                  case "list" -> {
                    listing.countDown();
                    listed.await();
                    yield List.of();
                  }
                  case "stop" -> {
                    stopped.add(id);
                    yield null;
                  }
                  case "run" -> {
                    if (hanging.get()) {
                      new CountDownLatch(1).await();
                    }
                    throw new SandboxException(SandboxException.Kind.BROKEN, "it fails");
                  }
                  default -> throw new AssertionError(method.getName());
                });
  }

  private FileStore store() {
    return (FileStore)
        Proxy.newProxyInstance(
            FileStore.class.getClassLoader(),
            new Class<?>[] {FileStore.class},
            (_, method, _) -> {
              assertThat(method.getName()).isEqualTo("list");
              if (broken.get()) {
                throw new IOException("the store is away");
              }
              return List.of();
            });
  }
}
