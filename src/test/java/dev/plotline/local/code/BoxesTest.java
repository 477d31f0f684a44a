package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who gives way when there is no room, with `cat` for a sandbox: it lives until its input closes.
class BoxesTest {
  private final List<String> started = new ArrayList<>();
  private final Session first = session("first");
  private final Session second = session("second");
  private final Session third = session("third");
  private final Boxes boxes = new Boxes(2, Duration.ofMillis(50), this::start);

  private Box start(Session session) {
    started.add(session.id());
    try {
      return new Box(new ProcessBuilder("cat").start(), session.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Session session(String id) {
    return new Session(
        id, "i", id, Instant.EPOCH, Duration.ofHours(1), new Place(Path.of("/no/such"), -1));
  }

  @AfterEach
  void close() {
    boxes.close();
  }

  @Test
  void theLeastRecentlyUsedGivesWayAndIsTold() {
    boxes.lease(first).close();
    boxes.lease(second).close();
    boxes.lease(first).close();
    boxes.lease(third).close();
    assertThat(second.takeNotice()).contains("put aside", "files are kept");
    assertThat(first.takeNotice()).isNull();
    boxes.lease(first).close();
    assertThat(started).containsExactly("first", "second", "third");
  }

  @Test
  void oneInUseNeverGivesWay() {
    var used = boxes.lease(first);
    boxes.lease(second).close();
    boxes.lease(third).close();
    assertThat(first.takeNotice()).isNull();
    assertThat(used.box().isAlive()).isTrue();
    assertThat(second.takeNotice()).contains("put aside");
  }

  @Test
  void oneWhoseTaskRunsNeverGivesWay() throws Exception {
    var sandbox = FakeSandbox.obedient();
    var one = new Boxes(1, Duration.ZERO, session -> sandbox.box(session.id()));
    var lease = one.lease(first);
    lease.close();
    sandbox.answer(Json.object().put("event", "tasks").put("running", 1));
    while (lease.box().runningTasks() == 0) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> one.lease(second)).isInstanceOf(Refusal.class);
    assertThat(lease.box().isAlive()).isTrue();
    one.close();
  }

  @Test
  void whenAllAreBusyTheNextIsRefusedAfterAWhile() {
    boxes.lease(first);
    boxes.lease(second);
    assertThatThrownBy(() -> boxes.lease(third))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.type()).isEqualTo(Refusal.Type.THROTTLING));
    assertThat(third.takeNotice()).isNull();
  }

  @Test
  void whoeverWaitsIsServedWhenOneBecomesFree() {
    var patient = new Boxes(1, Duration.ofMinutes(3), this::start);
    var used = patient.lease(first);
    var waiting =
        CompletableFuture.supplyAsync(() -> patient.lease(second), Thread::startVirtualThread);
    used.close();
    assertThat(waiting.join().box().isAlive()).isTrue();
    assertThat(first.takeNotice()).contains("put aside");
    patient.close();
  }

  @Test
  void whoeverWaitsForASessionThatIsStoppedMeanwhileIsRefused() {
    var patient = new Boxes(1, Duration.ofMinutes(3), this::start);
    var used = patient.lease(first);
    var waiting =
        CompletableFuture.supplyAsync(() -> patient.lease(second), Thread::startVirtualThread);
    second.terminate(Instant.EPOCH);
    assertThatThrownBy(waiting::join)
        .extracting(Throwable::getCause)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.type()).isEqualTo(Refusal.Type.RESOURCE_NOT_FOUND));
    assertThat(used.box().isAlive()).isTrue();
    assertThat(started).containsExactly("first");
    patient.close();
  }

  @Test
  void nothingStartsAnyMoreWhenAllAreClosed() {
    boxes.lease(first).close();
    boxes.close();
    for (var session : List.of(first, second)) {
      assertThatThrownBy(() -> boxes.lease(session))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.type()).isEqualTo(Refusal.Type.RESOURCE_NOT_FOUND));
    }
    assertThat(started).containsExactly("first");
  }

  @Test
  void sixteenAreLiveAndTheSeventeenthTakesThePlaceOfTheOldest() {
    int most = Options.of(Path.of("/no/such"), Path.of("/no/such/python3")).liveSessions();
    assertThat(most).isEqualTo(16);
    var usual = new Boxes(most, this::start);
    var sessions = IntStream.rangeClosed(1, 17).mapToObj(n -> session("s" + n)).toList();
    sessions.subList(0, 16).forEach(session -> usual.lease(session).close());
    usual.lease(sessions.getFirst()).close(); // now the second is the oldest
    usual.lease(sessions.getLast()).close();
    assertThat(sessions)
        .filteredOn(session -> session.takeNotice() != null)
        .containsExactly(sessions.get(1));
    usual.close();
  }

  @Test
  void oneThatEndedByItselfIsStartedAnewAndTold() throws Exception {
    // Its end is waited for.
    var patient = new Boxes(2, Duration.ofMinutes(3), this::start);
    var ended = patient.lease(first);
    ended.box().close();
    ended.close();
    while (ended.box().isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(patient.lease(first).box().isAlive()).isTrue();
    assertThat(first.takeNotice()).isEqualTo(Boxes.ENDED);
    patient.close();
  }

  @Test
  void endingReturnsWhenTheProcessIsGone() {
    var lease = boxes.lease(first);
    lease.close();
    boxes.end("first");
    boxes.end("first");
    boxes.end("unknown");
    boxes.lease(first).close();
    assertThat(started).containsExactly("first", "first");
  }
}
