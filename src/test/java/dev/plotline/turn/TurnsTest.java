package dev.plotline.turn;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  @Test
  void messagesOfOneThreadRunInOrderOneAtATime() throws Exception {
    var gate = new CountDownLatch(1);
    var turns =
        new Turns(message -> {
          await(gate);
          done.add(message.id());
        });
    for (int i = 0; i < 50; i++) {
      turns.accept(message("one", "m" + i));
    }
    gate.countDown();
    for (int i = 0; i < 50; i++) {
      assertThat(next()).isEqualTo("m" + i);
    }
  }

  @Test
  void threadsDoNotWaitForEachOther() throws Exception {
    var gate = new CountDownLatch(1);
    var turns =
        new Turns(message -> {
          if (message.thread().id().equals("slow")) {
            await(gate);
          }
          done.add(message.thread().id());
        });
    turns.accept(message("slow", "m"));
    turns.accept(message("quick", "m"));
    assertThat(next()).isEqualTo("quick");
    gate.countDown();
    assertThat(next()).isEqualTo("slow");
  }

  @Test
  void aRepeatedMessageIsDropped() throws Exception {
    var turns = new Turns(message -> done.add(message.id()));
    assertThat(turns.accept(message("one", "m1"))).isTrue();
    assertThat(next()).isEqualTo("m1");
    assertThat(turns.accept(message("one", "m1"))).isFalse();
    turns.accept(message("one", "m2"));
    assertThat(next()).isEqualTo("m2");
  }

  @Test
  void filesThatComeApartJoinTheMessageThatWaitsAndFollowTheOneThatRuns() throws Exception {
    var running = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var turns =
        new Turns(message -> {
          running.countDown();
          await(gate);
          done.add(message.text() + message.files().stream().map(FileRef::id).toList());
        });
    turns.accept(message("one", "m1", "a"));
    running.await();
    turns.accept(message("one", "m2", "b"));
    turns.join(message("one", "m1", "a", "c"));
    turns.join(message("one", "m2", "b", "d"));
    turns.join(message("one", "m2", "d"));
    gate.countDown();
    assertThat(List.of(next(), next(), next())).containsExactly("Hi[a]", "Hi[b, d]", "[c]");
  }

  @Test
  void aTurnThatFailsLeavesTheLaneAlive() throws Exception {
    var turns =
        new Turns(message -> {
          done.add(message.id());
          throw new IllegalStateException("bug");
        });
    turns.accept(message("one", "m1"));
    turns.accept(message("one", "m2"));
    assertThat(List.of(next(), next())).containsExactly("m1", "m2");
  }

  @Test
  void stoppingInterruptsTheTurnAndNotTheNextOne() throws Exception {
    var running = new CountDownLatch(1);
    var turns =
        new Turns(message -> {
          if (message.id().equals("m1")) {
            running.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              done.add("stopped");
            }
          } else {
            done.add(message.id() + " " + Thread.currentThread().isInterrupted());
          }
        });
    turns.accept(message("one", "m1"));
    turns.accept(message("one", "m2"));
    running.await();
    assertThat(turns.stop(message("one", "m1"))).isTrue();
    assertThat(next()).isEqualTo("stopped");
    assertThat(next()).isEqualTo("m2 false");
    assertThat(turns.stop(message("other", "m1").thread())).isFalse();
  }

  @Test
  void stoppingWhatWasOnlyJustTakenStopsItToo() throws Exception {
    var turns =
        new Turns(message -> done.add(message.id() + " " + Thread.currentThread().isInterrupted()));
    // Nothing of it begins before this thread lets go.
    synchronized (turns) {
      turns.accept(message("one", "m1"));
      turns.accept(message("one", "m2"));
      assertThat(turns.stop(message("one", "m1").thread())).isTrue();
    }
    assertThat(List.of(next(), next())).containsExactly("m1 true", "m2 false");
  }

  @Test
  void aMessageThatWaitsCanBeDroppedAndTheTurnBeforeItGoesOn() throws Exception {
    var running = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var turns =
        new Turns(message -> {
          running.countDown();
          await(gate);
          done.add(message.id());
        });
    turns.accept(message("one", "m1"));
    turns.accept(message("one", "m2"));
    turns.accept(message("one", "m3"));
    running.await();
    assertThat(turns.stop(message("one", "m2"))).isTrue();
    gate.countDown();
    assertThat(List.of(next(), next())).containsExactly("m1", "m3");
    assertThat(turns.stop(message("one", "m2"))).isFalse();
  }

  @Test
  void closingWaitsForWhatRunsAndTakesNothingMore() throws Exception {
    var gate = new CountDownLatch(1);
    var turns =
        new Turns(message -> {
          await(gate);
          done.add(message.id());
        });
    turns.accept(message("one", "m1"));
    Thread.startVirtualThread(gate::countDown);
    turns.close(Duration.ofMinutes(3));
    assertThat(done).containsExactly("m1");
    assertThatThrownBy(() -> turns.accept(message("one", "m2")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingBeginsNothingThatStillWaits() throws Exception {
    var running = new CountDownLatch(1);
    var turns =
        new Turns(message -> {
          done.add(message.id());
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            done.add("stopped");
          }
        });
    turns.accept(message("one", "m1"));
    turns.accept(message("one", "m2"));
    running.await();
    turns.close(Duration.ZERO);
    assertThat(List.of(next(), next())).containsExactly("m1", "stopped");
    assertThat(done).isEmpty();
  }

  @Test
  void closingInterruptsWhatOutlivesTheGrace() throws Exception {
    var running = new CountDownLatch(1);
    var turns =
        new Turns(_ -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            done.add("stopped");
          }
        });
    turns.accept(message("one", "m1"));
    running.await();
    turns.close(Duration.ZERO);
    assertThat(next()).isEqualTo("stopped");
  }

  private String next() throws InterruptedException {
    String next = done.poll(3, MINUTES);
    assertThat(next).as("nothing came within 3 minutes").isNotNull();
    return next;
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Message message(String thread, String id, String... fileIds) {
    var person = new Person("p", "Ann", ZoneOffset.UTC, Locale.ENGLISH);
    var files = Stream.of(fileIds).map(file -> new FileRef(file, file + ".csv", 1)).toList();
    return new Message(
        new ThreadKey("program", "", thread), id, person, "Hi", files, Instant.EPOCH);
  }
}
