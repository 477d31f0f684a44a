package dev.plotline.teams.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps to what Teams allows a bot in one conversation, or in one tenant. Who comes too early is
/// told how long to wait, in the order of coming. For several threads.
///
/// The windows are a tenth longer here, because requests don't all take equally long to arrive.
final class Rates {
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final List<Window> windows;
  private final int longest;
  private final Map<String, Taken> taken =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Taken> eldest) {
          return size() > MOST;
        }
      };

  private record Window(int most, Duration length) {}

  private static final class Taken {
    private final ArrayDeque<Instant> places = new ArrayDeque<>();
    private Instant free = Instant.MIN;
  }

  private Rates(InstantSource clock, Window... windows) {
    this.clock = clock;
    this.windows = List.of(windows);
    this.longest = windows[windows.length - 1].most();
  }

  /// 7 requests in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour.
  static Rates ofConversations(InstantSource clock) {
    return new Rates(
        clock,
        new Window(7, Duration.ofMillis(1_100)),
        new Window(8, Duration.ofMillis(2_200)),
        new Window(60, Duration.ofSeconds(33)),
        new Window(1_800, Duration.ofMinutes(66)));
  }

  /// 30 requests a second.
  static Rates ofTenants(InstantSource clock) {
    return new Rates(clock, new Window(30, Duration.ofMillis(1_100)));
  }

  /// Takes the next place.
  ///
  /// @return how long to wait for it
  synchronized Duration take(String key) {
    var before = taken.computeIfAbsent(key, _ -> new Taken());
    Instant now = clock.instant();
    Instant place = place(before, now);
    before.places.addFirst(place);
    if (before.places.size() > longest) {
      before.places.removeLast();
    }
    return Duration.between(now, place);
  }

  /// How long whoever took the next place now would wait.
  synchronized Duration ahead(String key) {
    Taken before = taken.get(key);
    Instant now = clock.instant();
    return before == null ? Duration.ZERO : Duration.between(now, place(before, now));
  }

  /// Gives no place for a while, because the service has said so. The longest that it has said
  /// holds: answers to what was on its way together come in any order.
  synchronized void hold(String key, Duration time) {
    Taken before = taken.computeIfAbsent(key, _ -> new Taken());
    Instant free = clock.instant().plus(time);
    before.free = free.isAfter(before.free) ? free : before.free;
  }

  private Instant place(Taken before, Instant now) {
    Instant place = before.free.isAfter(now) ? before.free : now;
    int nth = 0;
    for (Instant one : before.places) {
      nth++;
      for (Window window : windows) {
        Instant free = one.plus(window.length());
        if (nth == window.most() && free.isAfter(place)) {
          place = free;
        }
      }
    }
    return place;
  }
}
