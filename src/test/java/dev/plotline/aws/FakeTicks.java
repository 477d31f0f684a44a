package dev.plotline.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only when somebody sleeps.
final class FakeTicks implements Ticks {
  private long now = 1_000_000;
  private final List<Duration> slept = new ArrayList<>();

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    slept.add(time);
    now += time.toNanos();
  }

  /// Lets time pass while nobody sleeps.
  synchronized void pass(Duration time) {
    now += time.toNanos();
  }

  synchronized List<Duration> slept() {
    return List.copyOf(slept);
  }
}
