package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How sessions end: at once for their owner, in their own time for the machine, and nobody else
/// waits.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionsTest {
  private static final String INTERPRETER = "aws.codeinterpreter.v1";

  @TempDir private Path home;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Map<String, FakeSandbox> sandboxes = new ConcurrentHashMap<>();
  private final CountDownLatch mayDelete = new CountDownLatch(1);
  private final CountDownLatch deleting = new CountDownLatch(1);
  private volatile boolean deletionTakesLong;
  private Places places;
  private Boxes boxes;
  private Sessions sessions;

  @BeforeEach
  void open() {
    places = Places.open(home, false, this::delete);
    open(this::start);
  }

  private void open(Function<Session, Box> start) {
    InstantSource time = now::get;
    Clock clock = time.withZone(ZoneOffset.UTC);
    boxes = new Boxes(16, start);
    sessions = new Sessions(places, boxes, 3, clock);
  }

  @AfterEach
  void close() {
    mayDelete.countDown();
    sandboxes.values().forEach(FakeSandbox::end);
    sessions.close();
    places.close();
  }

  private Box start(Session session) {
    var sandbox =
        session.name().equals("stubborn") ? FakeSandbox.stubborn() : FakeSandbox.obedient();
    sandboxes.put(session.id(), sandbox);
    return sandbox.box(session.id());
  }

  private FakeSandbox sandbox(Session session) {
    return Objects.requireNonNull(sandboxes.get(session.id()), session.id());
  }

  private void delete(Path folder) {
    if (deletionTakesLong) {
      deleting.countDown();
      try {
        mayDelete.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Trees.delete(folder);
  }

  private Session start(String name, int seconds) {
    return sessions.start(INTERPRETER, name, Duration.ofSeconds(seconds), null);
  }

  private void othersGoOn(Session other) {
    assertThat(sessions.find(INTERPRETER, other.id())).isSameAs(other);
    assertThat(sessions.findReady(INTERPRETER, other.id())).isSameAs(other);
    assertThat(sessions.list(INTERPRETER)).contains(other);
    boxes.lease(other).close();
    assertThat(start("third", 900).isTerminated()).isFalse();
  }

  @Test
  void nobodyWaitsForTheProcessesOfASessionThatIsOver() throws Exception {
    var over = start("stubborn", 60);
    var other = start("other", 900);
    now.set(Instant.EPOCH.plusSeconds(60));
    othersGoOn(other);
    assertThat(over.isTerminated()).isTrue();
    sandbox(over).awaitEnding();
    assertThat(over.place().folder()).as("it is still in use").exists();
  }

  @Test
  void nobodyWaitsForTheDeletionOfASessionsFiles() throws Exception {
    var stopped = start("stopped", 900);
    var other = start("other", 900);
    deletionTakesLong = true;
    var stop =
        CompletableFuture.runAsync(
            () -> sessions.stop(INTERPRETER, stopped.id()), Thread::startVirtualThread);
    deleting.await();
    othersGoOn(other);
    assertThat(stop).as("who stops it does wait").isNotDone();
    mayDelete.countDown();
    stop.join();
    assertThat(stopped.place().folder()).doesNotExist();
  }

  @Test
  void aSessionThatIsOverLosesItsProcessesAndItsFolder() throws Exception {
    var over = start("over", 60);
    Files.writeString(over.place().work().resolve("left.txt"), "x");
    now.set(Instant.EPOCH.plusSeconds(59));
    sessions.expire();
    assertThat(sandbox(over).isAlive()).isTrue();
    now.set(Instant.EPOCH.plusSeconds(60));
    sessions.expire();
    sessions.close(); // waits for all ends
    assertThat(sandbox(over).isAlive()).isFalse();
    assertThat(over.place().folder()).doesNotExist();
  }

  @Test
  void aCallOnItsWayStartsNoProcessForAStoppedSession() {
    var session = start("s", 900);
    var ready = sessions.findReady(INTERPRETER, session.id());
    sessions.stop(INTERPRETER, session.id());
    sandboxes.clear();
    assertThatThrownBy(() -> boxes.lease(ready))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.type()).isEqualTo(Refusal.Type.RESOURCE_NOT_FOUND));
    assertThat(sandboxes).isEmpty();
  }

  @Test
  void aSessionStoppedWhileItsProcessesStartLeavesNone() throws Exception {
    var starting = new CountDownLatch(1);
    var mayStart = new CountDownLatch(1);
    open(session -> {
      starting.countDown();
      try {
        mayStart.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return start(session);
    });
    var start = CompletableFuture.supplyAsync(() -> start("s", 900), Thread::startVirtualThread);
    starting.await();
    var session = sessions.list(INTERPRETER).getFirst();
    var stop =
        CompletableFuture.runAsync(
            () -> sessions.stop(INTERPRETER, session.id()), Thread::startVirtualThread);
    while (!session.isTerminated()) {
      Thread.onSpinWait();
    }
    mayStart.countDown();
    stop.join();
    start.join();
    assertThat(sandbox(session).isAlive()).isFalse();
    assertThat(session.place().folder()).doesNotExist();
  }
}
