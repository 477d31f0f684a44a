package dev.plotline.teams.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What Teams allows a bot in one conversation, and in the one tenant that this is.
final class Limits {
  private static final List<Map.Entry<Integer, Duration>> TENANT =
      List.of(Map.entry(30, Duration.ofSeconds(1)));
  private static final List<Map.Entry<Integer, Duration>> WINDOWS =
      List.of(
          Map.entry(7, Duration.ofSeconds(1)),
          Map.entry(8, Duration.ofSeconds(2)),
          Map.entry(60, Duration.ofSeconds(30)),
          Map.entry(1_800, Duration.ofHours(1)));

  private final InstantSource clock;
  private final Map<String, List<Instant>> taken = new ConcurrentHashMap<>();

  Limits(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void take(String conversation) throws Refusal {
    take("tenant", TENANT);
    take("in " + conversation, WINDOWS);
  }

  private void take(String key, List<Map.Entry<Integer, Duration>> windows) throws Refusal {
    Instant now = clock.instant();
    var before = taken.computeIfAbsent(key, _ -> new ArrayList<>());
    for (var window : windows) {
      Instant from = now.minus(window.getValue());
      if (before.stream().filter(at -> at.isAfter(from)).count() >= window.getKey()) {
        throw new Refusal(429, "TooManyRequests", "too many", window.getValue());
      }
    }
    before.add(now);
  }
}
