package dev.plotline.teams.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What Teams allows a bot in one conversation.
final class Limits {
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
    Instant now = clock.instant();
    var before = taken.computeIfAbsent(conversation, _ -> new ArrayList<>());
    for (var window : WINDOWS) {
      Instant from = now.minus(window.getValue());
      if (before.stream().filter(at -> at.isAfter(from)).count() >= window.getKey()) {
        throw new Refusal(429, "TooManyRequests", "too many", window.getValue());
      }
    }
    before.add(now);
  }
}
