package dev.plotline.local.slack.api;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Counts the calls of each method. Safe for several threads.
final class Rates {
  private record Bucket(double left, long at) {}

  private final Clock clock;
  private final boolean on;
  private final Map<String, Bucket> buckets = new HashMap<>();

  Rates(Clock clock, boolean on) {
    this.clock = clock;
    this.on = on;
  }

  /// Takes one call.
  ///
  /// @return zero when it may be made, else how long to wait
  synchronized Duration take(String method, Rate rate, Arguments arguments) {
    if (!on) {
      return Duration.ZERO;
    }
    String key = method + "/" + (rate.key().isEmpty() ? "" : arguments.text(rate.key()));
    long now = clock.millis();
    Bucket bucket = buckets.getOrDefault(key, new Bucket(rate.burst(), now));
    double perMillisecond = rate.perMinute() / 60_000;
    double left = Math.min(rate.burst(), bucket.left() + (now - bucket.at()) * perMillisecond);
    if (left < 1) {
      buckets.put(key, new Bucket(left, now));
      return Duration.ofMillis((long) Math.ceil((1 - left) / perMillisecond));
    }
    buckets.put(key, new Bucket(left - 1, now));
    return Duration.ZERO;
  }
}
