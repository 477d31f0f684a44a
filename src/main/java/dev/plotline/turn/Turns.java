package dev.plotline.turn;

import dev.plotline.chat.Controls;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns that wait and run: one lane per thread, in the order in which messages were said;
/// lanes run side by side, each on a virtual thread that ends when its lane is empty.
public final class Turns implements Inbox, Controls, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Turns.class);
  private static final int REMEMBERED = 20_000;
  private static final Duration INTERRUPTED_GRACE = Duration.ofSeconds(3);

  private final Run turn;
  private final Ending ending;
  private final Map<ThreadKey, Lane> lanes = new HashMap<>();
  private final Set<String> seen =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });
  private boolean closed;
  private boolean last;

  /// Turns that are run by `turn`.
  ///
  /// @param ending told when a message is through
  public Turns(Run turn, Ending ending) {
    this.turn = turn;
    this.ending = ending;
  }

  /// Turns of messages that nobody keeps, run by `turn`.
  Turns(Consumer<Message> turn) {
    this(message -> new Answer.Posted(() -> turn.accept(message)), (_, _) -> {});
  }

  /// Works out the answer to a message; may take long. Interrupting the thread stops it.
  @FunctionalInterface
  public interface Run {
    /// The answer, not yet posted; should not fail.
    Answer answer(Message message);

    /// Called before: waits until nothing that was said earlier has to be answered first.
    default void await(Message message) throws InterruptedException {}
  }

  /// An answer that is worked out.
  public interface Answer {
    /// Records and posts it; is not interrupted.
    void post();

    /// Lets go of it: the process ends, and another will answer.
    void abandon();

    /// One that has nothing to let go of.
    ///
    /// @param work done at once, so that it can be interrupted
    record Posted(Runnable work) implements Answer {
      /// Does the work.
      public Posted {
        work.run();
      }

      @Override
      public void post() {}

      @Override
      public void abandon() {}
    }
  }

  /// Told when a message is through. It is not told of what still waits or runs when the process
  /// ends.
  @FunctionalInterface
  public interface Ending {
    /// The message needs no answer any more, or its turn failed and it may be handed in again.
    void ended(Message message, boolean settled);
  }

  @Override
  public synchronized boolean accept(Message message) {
    if (closed) {
      throw new IllegalStateException("shutting down");
    }
    if (!seen.add(key(message))) {
      return false;
    }
    message.files().forEach(file -> seen.add(key(message, file)));
    Lane lane = lanes.computeIfAbsent(message.thread(), _ -> new Lane());
    lane.add(message);
    if (lane.worker == null) {
      lane.worker =
          Thread.ofVirtual()
              .name("turn-" + message.thread())
              .start(() -> work(message.thread(), lane));
    }
    return true;
  }

  @Override
  public synchronized void join(Message message) {
    var fresh = message.files().stream().filter(f -> seen.add(key(message, f))).toList();
    if (fresh.isEmpty()) {
      return;
    }
    Lane lane = lanes.get(message.thread());
    if (lane == null || !lane.join(message.id(), fresh)) {
      accept(message.after(fresh));
    }
  }

  @Override
  public synchronized void keep(Message message) {
    if (of(message.thread()).stream().anyMatch(open -> open.id().equals(message.id()))) {
      message.files().forEach(file -> seen.add(key(message, file)));
    } else {
      join(message);
    }
  }

  private static String key(Message message) {
    return message.thread().hash() + "/" + message.id();
  }

  private static String key(Message message, FileRef file) {
    return key(message) + "/" + file.id();
  }

  @Override
  public synchronized boolean stop(ThreadKey thread) {
    Lane lane = lanes.get(thread);
    if (lane == null || lane.worker == null) {
      return false;
    }
    lane.interrupt();
    return true;
  }

  @Override
  public synchronized boolean stop(Message message) {
    Lane lane = lanes.get(message.thread());
    if (lane == null) {
      return false;
    }
    if (!lane.isEmpty() && lane.first().id().equals(message.id())) {
      return stop(message.thread());
    }
    Message dropped = lane.drop(message.id());
    if (dropped != null) {
      settle(List.of(dropped));
    }
    return dropped != null;
  }

  /// How many turns wait or run.
  public synchronized int open() {
    return lanes.values().stream().mapToInt(lane -> lane.all().size()).sum();
  }

  /// The thread's messages from the one that is worked on to the last that waits.
  public synchronized List<Message> of(ThreadKey thread) {
    Lane lane = lanes.get(thread);
    return lane == null ? List.of() : lane.all();
  }

  /// Drops what waits in a thread, ends what runs, and waits until it has ended.
  ///
  /// @return false when it went on for longer than `patience`
  public synchronized boolean clear(ThreadKey thread, Duration patience)
      throws InterruptedException {
    Lane lane = lanes.get(thread);
    if (lane == null) {
      return true;
    }
    settle(lane.dropAll());
    lane.interrupt();
    return await(() -> lanes.get(thread) != lane, patience);
  }

  /// Waits until no such message waits or runs.
  public synchronized void awaitEnd(ThreadKey thread, Predicate<Message> which, Duration patience)
      throws InterruptedException {
    await(() -> of(thread).stream().noneMatch(which), patience);
  }

  /// Tells it beside the lock, because keeping it in mind takes a while.
  private void settle(List<Message> dropped) {
    Thread.startVirtualThread(() -> dropped.forEach(message -> ending.ended(message, true)));
  }

  private void work(ThreadKey thread, Lane lane) {
    for (Message next = peek(thread, lane); next != null; next = peek(thread, lane)) {
      awaitTurn(next);
      if (!begin(next, lane)) {
        continue;
      }
      End end = run(next, lane);
      if (end == End.SETTLED) {
        tell(next, true);
      }
      leave(next, lane, end);
      if (end == End.FAILED) {
        // After it has left the lane, so that it may be handed in again.
        tell(next, false);
      }
    }
  }

  private void awaitTurn(Message message) {
    try {
      turn.await(message);
    } catch (InterruptedException e) {
      // Whoever stops it gets the answer that a stopped turn gives.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("{} nobody knows what was said before it", message.label(), e);
    }
  }

  private synchronized boolean begin(Message message, Lane lane) {
    return lane.begin(message);
  }

  private synchronized void leave(Message message, Lane lane, End end) {
    if (end == End.FAILED) {
      seen.remove(key(message));
      message.files().forEach(file -> seen.remove(key(message, file)));
    }
    lane.leave();
    notifyAll();
  }

  /// How a turn came out.
  private enum End {
    SETTLED,
    FAILED,
    CUT
  }

  private End run(Message message, Lane lane) {
    try {
      Answer answer;
      try {
        answer = turn.answer(message);
      } finally {
        uninterrupted(lane);
      }
      if (lane.cut) {
        answer.abandon();
        return End.CUT;
      }
      answer.post();
      return End.SETTLED;
    } catch (RuntimeException | Error e) {
      log.error("{} failed in an unexpected way", message.label(), e);
      return End.FAILED;
    }
  }

  private void tell(Message message, boolean settled) {
    try {
      ending.ended(message, settled);
    } catch (RuntimeException e) {
      log.error("{} its end could not be kept", message.label(), e);
    }
  }

  /// An interrupt that was meant for the turn reaches neither its answer nor the next one.
  private synchronized void uninterrupted(Lane lane) {
    lane.running = false;
    Thread.interrupted();
  }

  /// The next message, which stays in the lane while it is worked on.
  private synchronized @Nullable Message peek(ThreadKey thread, Lane lane) {
    if (last || lane.isEmpty()) {
      lanes.remove(thread);
      notifyAll();
      return null;
    }
    lane.started = true;
    lane.running = true;
    return lane.first();
  }

  /// Takes nothing more, waits for what runs and waits, then interrupts what runs and drops what
  /// still waits.
  ///
  /// @param grace how long to wait
  public synchronized void close(Duration grace) {
    closed = true;
    try {
      await(lanes::isEmpty, grace);
      last = true;
      for (Lane lane : lanes.values()) {
        lane.cut = lane.running;
        lane.interrupt();
      }
      await(lanes::isEmpty, INTERRUPTED_GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean await(BooleanSupplier over, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis(); !over.getAsBoolean() && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return over.getAsBoolean();
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
