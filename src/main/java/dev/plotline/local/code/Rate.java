package dev.plotline.local.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// So many calls of each operation in any second, 0 for no limit.
final class Rate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final Map<String, Deque<Long>> recent = new HashMap<>();

  Rate(int perSecond) {
    this.perSecond = perSecond;
  }

  synchronized void count(String operation) {
    if (perSecond == 0) {
      return;
    }
    long now = System.nanoTime();
    var times = recent.computeIfAbsent(operation, _ -> new ArrayDeque<>());
    while (!times.isEmpty() && now - times.getFirst() >= SECOND) {
      times.removeFirst();
    }
    if (times.size() >= perSecond) {
      throw Refusal.of(Refusal.Type.THROTTLING, "Rate exceeded");
    }
    times.addLast(now);
  }
}
