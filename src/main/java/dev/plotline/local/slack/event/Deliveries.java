package dev.plotline.local.slack.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What was sent to the app, and what it said: for tests. Safe for several threads. The oldest are
/// forgotten.
public final class Deliveries {
  private static final int MOST = 5_000;

  /// One attempt to deliver.
  ///
  /// @param type of the event, or `block_actions`, `slash_command` and so on
  /// @param id the event's id, the same in each attempt
  /// @param attempt 0 for the first
  /// @param status of the app's answer, 0 when there was none
  /// @param body what was sent
  public record Delivery(String type, String id, int attempt, int status, String body) {
    /// Whether the app took it.
    public boolean isTaken() {
      return status >= 200 && status < 300;
    }
  }

  private final List<Delivery> all = new ArrayList<>();

  synchronized void add(Delivery delivery) {
    if (all.size() >= MOST) {
      all.removeFirst();
    }
    all.add(delivery);
    notifyAll();
  }

  /// All of them.
  public synchronized List<Delivery> all() {
    return List.copyOf(all);
  }

  /// Waits until so many that fit were sent, and returns all that fit.
  ///
  /// @throws IllegalStateException when they weren't in time
  public synchronized List<Delivery> await(int count, Predicate<Delivery> fits, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      List<Delivery> found = all.stream().filter(fits).toList();
      if (found.size() >= count) {
        return found;
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "expected "
                + count
                + " such deliveries, had "
                + found.size()
                + " among "
                + all.stream().map(d -> d.type() + " " + d.attempt() + " " + d.status()).toList());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
