package dev.plotline.local.slack.world;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Makes Slack's time stamps: seconds and microseconds, never the same one twice. Safe for several
/// threads.
public final class Times {
  private static final Pattern FORM = Pattern.compile("\\d{10}\\.\\d{6}");

  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  /// By this clock.
  public Times(Clock clock) {
    this.clock = clock;
  }

  /// The next one.
  public String next() {
    Instant now = clock.instant();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    return text(last.updateAndGet(before -> Math.max(before + 1, micros)));
  }

  /// Whether it has the form of one.
  public static boolean isTime(String ts) {
    return FORM.matcher(ts).matches();
  }

  /// Seconds since 1970.
  public long seconds() {
    return clock.instant().getEpochSecond();
  }

  /// Now.
  public Instant now() {
    return clock.instant();
  }

  private static String text(long micros) {
    return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
  }
}
