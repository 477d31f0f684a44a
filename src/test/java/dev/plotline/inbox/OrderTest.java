package dev.plotline.inbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.turn.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was said first is answered first, whichever process took it and whatever became of that.
@Timeout(60)
class OrderTest extends InboxBench {
  private final BlockingQueue<String> answered = new LinkedBlockingQueue<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final List<Turns> opened = new ArrayList<>();
  private final AtomicBoolean failing = new AtomicBoolean();

  @AfterEach
  void close() {
    opened.forEach(Turns::close);
  }

  @Test
  void whatWasLeftComesBeforeWhatIsNewHoweverSlowTheStoreIs() throws Exception {
    var before = process("a");
    before.beat();
    before.inbox.accept(said("m1", 1));
    before.die(store);
    var asked = new CountDownLatch(1);
    var slow = new CountDownLatch(1);
    store.beforeListing =
        _ -> {
          asked.countDown();
          await(slow);
        };
    var after = answering("a");
    after.inbox.accept(said("m2", 2));
    asked.await();
    after.inbox.accept(said("m3", 3));
    slow.countDown();
    assertThat(List.of(next(), next(), next())).containsExactly("m1", "m2", "m3");
    after.beat();
    assertThat(answered).isEmpty();
  }

  @Test
  void whatIsNewWaitsUntilAProcessThatGivesNoMoreSignsIsTakenForDead() throws Exception {
    var dead = process("a");
    dead.beat();
    dead.inbox.accept(said("m1", 1));
    var other = answering("b");
    other.beat();
    other.inbox.accept(said("m2", 2));
    now.set(now.get().plusSeconds(90));
    other.beat();
    assertThat(List.of(next(), next())).containsExactly("m1", "m2");
  }

  @Test
  void whatIsNewWaitsForAProcessOfWhichNobodyHasSeenASign() throws Exception {
    var unknown = process("a");
    unknown.inbox.accept(said("m1", 1));
    var other = answering("b");
    other.beat();
    other.inbox.accept(said("m2", 2));
    now.set(now.get().plusSeconds(90));
    other.beat();
    assertThat(List.of(next(), next())).containsExactly("m1", "m2");
  }

  @Test
  void twoProcessesThatLiveAnswerOneThreadInOrder() throws Exception {
    var gate = new CountDownLatch(1);
    gates.put("m1", gate);
    var one = answering("a");
    var other = answering("b");
    one.beat();
    other.beat();
    one.beat();
    one.inbox.accept(said("m1", 1));
    other.inbox.accept(said("m2", 2));
    one.inbox.accept(said("m3", 3));
    gate.countDown();
    assertThat(List.of(next(), next(), next())).containsExactly("m1", "m2", "m3");
  }

  @Test
  void withoutTheStoreNobodyWaits() throws Exception {
    var process = answering("a");
    store.away = true;
    process.inbox.accept(said("m1", 1));
    assertThat(next()).isEqualTo("m1");
  }

  @Test
  void whatIsNewWaitsUntilWhatFailedWasTriedAgain() throws Exception {
    var gate = new CountDownLatch(1);
    gates.put("m1", gate);
    failing.set(true);
    var process = answering("a");
    process.beat();
    process.inbox.accept(said("m1", 1));
    process.inbox.accept(said("m2", 2));
    gate.countDown();
    assertThat(next()).isEqualTo("m1 failed");
    // Until it has failed a beat finds nothing to try again.
    while (answered.isEmpty()) {
      process.beat();
    }
    assertThat(List.of(next(), next())).containsExactly("m1", "m2");
  }

  @Test
  void whatIsSlowlyRecordedComesBeforeWhatIsSaidAfterIt() throws Exception {
    var process = answering("a");
    process.beat();
    var asked = new CountDownLatch(1);
    var slow = new CountDownLatch(1);
    String first = Keys.of(said("m1", 1));
    store.beforeCreating =
        key -> {
          if (key.equals(first)) {
            asked.countDown();
            await(slow);
          }
        };
    Thread.startVirtualThread(() -> process.inbox.accept(said("m1", 1)));
    asked.await();
    // Not m2: its key is of the same turnstile.
    process.inbox.accept(said("m3", 3));
    slow.countDown();
    assertThat(List.of(next(), next())).containsExactly("m1", "m3");
  }

  @Test
  void whatWaitsForAnotherProcessCanBeStopped() throws Exception {
    var unknown = process("a");
    unknown.inbox.accept(said("m1", 1));
    var other = answering("b");
    other.beat();
    other.inbox.accept(said("m2", 2));
    assertThat(opened.getLast().stop(said("m2", 2))).isTrue();
    assertThat(next()).isEqualTo("m2 stopped");
  }

  @Test
  void whatIsTakenUpIsNotLostWhenWhoeverWaitsForItIsStopped() throws Exception {
    var before = process("a");
    before.beat();
    before.inbox.accept(said("m1", 1));
    before.die(store);
    var asked = new CountDownLatch(1);
    var slow = new CountDownLatch(1);
    store.beforeCreating =
        key -> {
          if (key.contains(Keys.CLAIM)) {
            asked.countDown();
            await(slow);
          }
        };
    var after = answering("a");
    after.inbox.accept(said("m2", 2));
    asked.await();
    opened.getLast().stop(said("m2", 2));
    assertThat(next()).isEqualTo("m2 stopped");
    slow.countDown();
    assertThat(next()).isEqualTo("m1");
  }

  @Test
  void filesThatFollowedAndFailedAreTriedAgain() throws Exception {
    var process = answering("a");
    process.beat();
    process.inbox.accept(said("m1", 1));
    assertThat(next()).isEqualTo("m1");
    failing.set(true);
    process.inbox.join(said("m1", 1).with(List.of(new FileRef("f1", "one.csv", 1))));
    assertThat(next()).isEqualTo("m1+f1 failed");
    // Until it has failed a beat finds nothing to try again.
    while (store.keys().stream().noneMatch(key -> key.contains(Keys.CLAIM))) {
      process.beat();
    }
    assertThat(next()).isEqualTo("m1+f1");
  }

  /// A process with lanes.
  private Running answering(String folder) {
    var process = process(folder);
    var turns =
        new Turns(
            new Turns.Run() {
              @Override
              public void await(Message message) throws InterruptedException {
                process.inbox.await(message);
              }

              @Override
              public Turns.Answer answer(Message message) {
                process.inbox.begun(message);
                return new Turns.Answer.Posted(() -> work(message));
              }
            },
            process.inbox::ended);
    process.onAccept = turns::accept;
    process.onJoin = turns::join;
    opened.add(turns);
    return process;
  }

  private void work(Message message) {
    CountDownLatch gate = gates.get(message.id());
    if (Thread.interrupted()) {
      answered.add(message.id() + " stopped");
      return;
    }
    if (gate != null) {
      await(gate);
    }
    if (failing.getAndSet(false)) {
      answered.add(message.id() + " failed");
      throw new IllegalStateException("bug");
    }
    answered.add(message.id());
  }

  private String next() throws InterruptedException {
    String next = answered.poll(40, SECONDS);
    assertThat(next).as("nothing came").isNotNull();
    return next;
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
