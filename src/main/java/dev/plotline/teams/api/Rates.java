package dev.plotline.teams.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps to what Teams allows a bot in one conversation: 7 requests in 1 s, 8 in 2 s, 60 in 30 s
/// and 1,800 in an hour. Who comes too early is told how long to wait, in the order of coming.
///
/// The windows are a tenth longer here, because requests don't all take equally long to arrive.
final class Rates {
  private static final int MOST = 10_000;
  private static final List<Window> WINDOWS =
      List.of(
          new Window(7, Duration.ofMillis(1_100)),
          new Window(8, Duration.ofMillis(2_200)),
          new Window(60, Duration.ofSeconds(33)),
          new Window(1_800, Duration.ofMinutes(66)));

  private final InstantSource clock;
  private final Map<String, ArrayDeque<Instant>> taken =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Instant>> eldest) {
          return size() > MOST;
        }
      };

  private record Window(int most, Duration length) {}

  Rates(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes the next place in a conversation.
  ///
  /// @return how long to wait for it
  synchronized Duration take(String conversation) {
    var places = taken.computeIfAbsent(conversation, _ -> new ArrayDeque<>());
    Instant place = place(places);
    places.addFirst(place);
    if (places.size() > 1_800) {
      places.removeLast();
    }
    return Duration.between(clock.instant(), place).isNegative()
        ? Duration.ZERO
        : Duration.between(clock.instant(), place);
  }

  /// Whether the next place is free now.
  synchronized boolean isFree(String conversation) {
    var places = taken.get(conversation);
    return places == null || !place(places).isAfter(clock.instant());
  }

  private Instant place(ArrayDeque<Instant> places) {
    Instant place = clock.instant();
    int nth = 0;
    for (Instant before : places) {
      nth++;
      for (Window window : WINDOWS) {
        Instant free = before.plus(window.length());
        if (nth == window.most() && free.isAfter(place)) {
          place = free;
        }
      }
    }
    return place;
  }
}
