package dev.plotline.turn;

import dev.plotline.chat.Controls;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns that wait and run: one lane per thread, in order of arrival; lanes run side by side,
/// each on a virtual thread that ends when its lane is empty.
public final class Turns implements Inbox, Controls, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Turns.class);
  private static final int REMEMBERED = 20_000;
  private static final Duration INTERRUPTED_GRACE = Duration.ofSeconds(3);

  private final Consumer<Message> turn;
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
  private boolean ending;

  /// Turns that are run by `turn`, which may take long and must not fail.
  public Turns(Consumer<Message> turn) {
    this.turn = turn;
  }

  /// A thread's messages that wait, and the one that runs.
  private static final class Lane {
    final List<Message> waiting = new ArrayList<>();
    @Nullable Thread worker;
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
    lane.waiting.add(message);
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
    for (int i = 1; lane != null && i < lane.waiting.size(); i++) {
      Message waiting = lane.waiting.get(i);
      if (waiting.id().equals(message.id())) {
        lane.waiting.set(i, waiting.with(fresh));
        return;
      }
    }
    accept(message.after(fresh));
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
    lane.worker.interrupt();
    return true;
  }

  @Override
  public synchronized boolean stop(Message message) {
    Lane lane = lanes.get(message.thread());
    if (lane == null) {
      return false;
    }
    if (!lane.waiting.isEmpty() && lane.waiting.getFirst().id().equals(message.id())) {
      return stop(message.thread());
    }
    return lane.waiting.removeIf(waiting -> waiting.id().equals(message.id()));
  }

  /// How many turns wait or run.
  public synchronized int open() {
    return lanes.values().stream().mapToInt(lane -> lane.waiting.size()).sum();
  }

  private void work(ThreadKey thread, Lane lane) {
    for (Message next = peek(thread, lane); next != null; next = peek(thread, lane)) {
      try {
        turn.accept(next);
      } catch (RuntimeException | Error e) {
        log.error("{} failed in an unexpected way", next.label(), e);
      }
      synchronized (this) {
        lane.waiting.removeFirst();
        // An interrupt that was meant for the turn that has just ended must not stop the next.
        Thread.interrupted();
        notifyAll();
      }
    }
  }

  /// The next message, which stays in the lane while it is worked on.
  private synchronized @Nullable Message peek(ThreadKey thread, Lane lane) {
    if (ending || lane.waiting.isEmpty()) {
      lanes.remove(thread);
      notifyAll();
      return null;
    }
    return lane.waiting.getFirst();
  }

  /// Takes nothing more, waits for what runs and waits, then interrupts what runs and drops what
  /// still waits.
  ///
  /// @param grace how long to wait
  public synchronized void close(Duration grace) {
    closed = true;
    try {
      await(grace);
      ending = true;
      for (Lane lane : lanes.values()) {
        if (lane.worker != null) {
          lane.worker.interrupt();
        }
      }
      await(INTERRUPTED_GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until no lane is left, at most so long.
  private synchronized void await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis(); !lanes.isEmpty() && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
