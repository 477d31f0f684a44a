package dev.plotline.aws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// The moment by which a call with all its attempts and waits has to be over.
record Deadline(Ticks ticks, long end) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  /// From now on.
  static Deadline in(Duration limit, Ticks ticks) {
    return new Deadline(ticks, ticks.nanos() + limit.toNanos());
  }

  /// What is left, never negative.
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - ticks.nanos()));
  }

  /// Waits before another attempt, longer each time and never as long as somebody else.
  ///
  /// @param attempt how many there were
  /// @return false, at once, when the time doesn't suffice
  boolean pause(int attempt) throws InterruptedException {
    long most =
        Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(attempt - 1, 10));
    Duration pause = Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
    if (pause.compareTo(left()) >= 0) {
      return false;
    }
    ticks.sleep(pause);
    return true;
  }
}
