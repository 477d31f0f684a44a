package dev.plotline;

import dev.plotline.chat.adapter.ThisMachine;
import dev.plotline.cli.Trouble;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is set in the environment, read once and checked. A bad value is named, never guessed at.
final class Settings {
  /// A part that can run on this machine.
  enum Part {
    MODEL,
    CODE,
    FILES
  }

  private final Function<String, String> environment;

  private Settings(Map<String, String> environment) {
    this.environment = name -> environment.getOrDefault(name, "").strip();
  }

  /// The settings of an environment.
  static Settings of(Map<String, String> environment) {
    return new Settings(environment);
  }

  /// A text.
  String text(Setting setting) {
    String value = environment.apply(setting.name());
    return value.isEmpty() ? setting.value : value;
  }

  /// Whether it was set at all.
  boolean isSet(Setting setting) {
    return !environment.apply(setting.name()).isEmpty();
  }

  /// A whole number in a range.
  int number(Setting setting, int from, int to) {
    String value = text(setting);
    try {
      int number = Integer.parseInt(value);
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw bad(setting, "a whole number from " + from + " to " + to);
  }

  /// `on` or `off`.
  boolean on(Setting setting) {
    return switch (text(setting).toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw bad(setting, "on or off");
    };
  }

  /// One of some words.
  String word(Setting setting, String... words) {
    String value = text(setting).toLowerCase(Locale.ROOT);
    if (Arrays.asList(words).contains(value)) {
      return value;
    }
    throw bad(setting, String.join(" or ", words));
  }

  /// Ids with commas or spaces between them.
  Set<String> ids(Setting setting) {
    return Arrays.stream(text(setting).split("[,\\s]+", -1))
        .filter(id -> !id.isBlank())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A duration such as `90s`, `15m` or `1h`.
  Duration duration(Setting setting, Duration from, Duration to) {
    String range = ", from " + Quantities.words(from) + " to " + Quantities.words(to);
    return Quantities.duration(text(setting))
        .filter(duration -> duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0)
        .orElseThrow(() -> bad(setting, "a duration such as 90s, 15m or 1h" + range));
  }

  /// A size such as `250MB`, in bytes.
  long size(Setting setting) {
    return size(setting, 0, Long.MAX_VALUE);
  }

  /// A size in a range.
  long size(Setting setting, long from, long to) {
    OptionalLong size = Quantities.size(text(setting));
    if (size.isPresent() && size.getAsLong() >= from && size.getAsLong() <= to) {
      return size.getAsLong();
    }
    String range = from > 0 ? ", at least " + from + " bytes" : "";
    range += to < Long.MAX_VALUE ? ", at most " + to + " bytes" : "";
    throw bad(setting, "a size such as 250MB" + range);
  }

  /// How the outside reaches this bot.
  ///
  /// @return null when that is not set
  @Nullable URI publicUrl() {
    if (!isSet(Setting.PLOTLINE_PUBLIC_URL)) {
      return null;
    }
    try {
      var url = URI.create(text(Setting.PLOTLINE_PUBLIC_URL));
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw bad(Setting.PLOTLINE_PUBLIC_URL, "an address such as https://plotline.example.com");
  }

  /// The address of a service, which only one on this machine may have without https.
  URI address(Setting setting) {
    try {
      var address = URI.create(text(setting));
      boolean safe = "https".equals(address.getScheme()) || ThisMachine.isAt(address);
      if (address.getHost() != null && safe) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw Trouble.usage("the setting " + setting + " must be an https address");
  }

  /// Where Plotline keeps what it keeps on this machine.
  Path home() {
    String home = text(Setting.PLOTLINE_HOME);
    String user = System.getProperty("user.home");
    return Path.of(home.equals("~") || home.startsWith("~/") ? user + home.substring(1) : home)
        .toAbsolutePath()
        .normalize();
  }

  /// The parts that run on this machine: all of them without a bucket, else those that are named.
  Set<Part> local() {
    String named = text(Setting.PLOTLINE_LOCAL);
    var parts = EnumSet.noneOf(Part.class);
    for (String name : named.isEmpty() ? new String[0] : named.split(",", -1)) {
      parts.add(
          Arrays.stream(Part.values())
              .filter(part -> part.name().equalsIgnoreCase(name.strip()))
              .findFirst()
              .orElseThrow(() -> bad(Setting.PLOTLINE_LOCAL, "names from model,code,files")));
    }
    return text(Setting.S3_BUCKET).isEmpty() ? EnumSet.allOf(Part.class) : parts;
  }

  /// Whether a part was named to run on this machine, and does not only for want of a bucket.
  boolean isNamedLocal(Part part) {
    return Arrays.stream(text(Setting.PLOTLINE_LOCAL).split(",", -1))
        .anyMatch(name -> name.strip().equalsIgnoreCase(part.name()));
  }

  /// Whether S3 is reached at an endpoint of one's own, which is addressed path-style.
  boolean hasOwnS3() {
    return !environment.apply("AWS_ENDPOINT_URL_S3").isEmpty()
        || !environment.apply("AWS_ENDPOINT_URL").isEmpty();
  }

  private Trouble bad(Setting setting, String expected) {
    return Trouble.usage(
        "the setting " + setting + " must be " + expected + ", was " + text(setting));
  }
}
