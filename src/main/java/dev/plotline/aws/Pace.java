package dev.plotline.aws;

import java.time.Duration;

/// Lets so many calls pass within any second, in the order in which they came. An account is
/// throttled above its rate, and a throttled call costs more than a wait.
final class Pace {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Ticks ticks;
  // When each of the last calls was let through, as a ring.
  private final long[] passed;
  private int oldest;

  Pace(int callsPerSecond, Ticks ticks) {
    this.ticks = ticks;
    this.passed = new long[callsPerSecond];
    java.util.Arrays.fill(passed, ticks.nanos() - SECOND);
  }

  /// Waits for its turn.
  ///
  /// @return false, at once, when the turn comes after the deadline
  boolean await(Deadline deadline) throws InterruptedException {
    Duration wait;
    synchronized (this) {
      long now = ticks.nanos();
      long turn = Math.max(now, passed[oldest] + SECOND);
      if (turn - deadline.end() >= 0) {
        return false;
      }
      passed[oldest] = turn;
      oldest = (oldest + 1) % passed.length;
      wait = Duration.ofNanos(turn - now);
    }
    if (wait.isPositive()) {
      ticks.sleep(wait);
    }
    return true;
  }
}
