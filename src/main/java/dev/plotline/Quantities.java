package dev.plotline;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations and sizes as people write them in settings.
final class Quantities {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([KMG])(I?)B");

  private Quantities() {}

  /// `90s`, `15m`, `1h` or `30d`; none when it is something else.
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofHours(number);
        });
  }

  /// `250MB` or `2GiB` in bytes; none when it is something else. A kilobyte (KB) is 1,000 bytes, a
  /// kibibyte (KiB) 1,024.
  static OptionalLong size(String text) {
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long unit = matcher.group(3).isEmpty() ? 1_000 : 1_024;
    long factor =
        switch (matcher.group(2)) {
          case "K" -> unit;
          case "M" -> unit * unit;
          default -> unit * unit * unit;
        };
    return OptionalLong.of(Long.parseLong(matcher.group(1)) * factor);
  }

  /// A duration as [#duration] reads it.
  static String words(Duration duration) {
    return duration.toHours() > 0
        ? duration.toHours() + "h"
        : duration.toMinutes() > 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }
}
