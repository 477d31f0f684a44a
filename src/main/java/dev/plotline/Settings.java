package dev.plotline;

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
import org.jspecify.annotations.Nullable;

/// What is set in the environment, read once and checked. A bad value is named, never guessed at.
final class Settings {
  /// Every setting, with its default and what it means; the README's table is the same.
  enum Setting {
    PORT("3000", "HTTP port"),
    PLOTLINE_BIND("127.0.0.1", "address to listen on"),
    PLOTLINE_PUBLIC_URL(
        "", "how the outside reaches PORT, `https://…`; links to local files then begin so"),
    PLOTLINE_ADMIN_PORT("3001", "loopback port for `/status`, `/invocations` and `/ping`"),
    PLOTLINE_HOME("~/.plotline", "where local files, the Python environment and caches live"),
    PLOTLINE_LOCAL(
        "", "parts to run on this machine although S3_BUCKET is set: `model,code,files`"),
    PLOTLINE_RUNTIME("off", "`on` serves `/invocations` and `/ping` on PORT and all addresses"),
    PLOTLINE_NOTES(
        "", "the administrator's notes for the model: fiscal year, currency, house style"),
    PLOTLINE_ADMINS("", "user ids of those who may reset and delete anywhere, with commas"),
    PLOTLINE_DEBUG("off", "`on` adds `debug_info` to tool results"),
    PLOTLINE_MAX_FILE(
        "250MB", "largest file taken in; with local code no more than PLOTLINE_SANDBOX_FILE"),
    PLOTLINE_LINK_LIFE("1h", "how long links open"),
    PLOTLINE_KEEP("30d", "how long threads in which nothing happens are kept, with their files"),
    PLOTLINE_STEPS("20", "model calls in one turn"),
    PLOTLINE_TURN_TIME("10m", "time for one turn"),
    PLOTLINE_TURN_TOKENS("1000000", "tokens read and written in one turn, the cache's included"),
    PLOTLINE_ANSWER_TOKENS("8192", "tokens that the model may write at once"),
    PLOTLINE_CODE_TIME("5m", "time for one run of code"),
    PLOTLINE_SESSION_LIFE("1h", "life of a Code Interpreter session, at most 8h"),
    PLOTLINE_SESSION_IDLE("15m", "idle time after which a session is ended"),
    PLOTLINE_PYTHON(
        "", "the Python of the local sandbox, taken as it is; found or set up if empty"),
    PLOTLINE_SANDBOX("auto", "`none` runs local code without isolation"),
    PLOTLINE_SANDBOX_MEMORY("2GiB", "memory of one local session"),
    PLOTLINE_SANDBOX_PROCESSES("128", "processes and threads of one local session"),
    PLOTLINE_SANDBOX_FILE("256MiB", "largest file that local code may write"),
    PLOTLINE_SANDBOX_SPACE("1GiB", "disk space of one local session"),
    PLOTLINE_SANDBOX_FILES("20000", "files and folders of one local session"),
    PLOTLINE_SANDBOX_OUTPUT(
        "256KiB", "output kept of each stream of a local run; what is cut is announced"),
    PLOTLINE_SANDBOX_SESSIONS(
        "16", "local sessions live at one time; the least recently used gives way, its files stay"),
    SLACK_BOT_TOKEN("", "the bot's token in a Slack workspace, `xoxb-…`"),
    SLACK_SIGNING_SECRET("", "checks what Slack sends to `/slack/events`"),
    SLACK_APP_TOKEN("", "Slack by Socket Mode, which needs no public address, `xapp-…`"),
    SLACK_API_URL("https://slack.com/api/", "Slack's Web API; its host may serve files too"),
    SLACK_TEAMS("", "ids of the workspaces that are answered, with commas; all if empty"),
    SLACK_CHANNELS("", "ids of the channels that are answered; all if empty"),
    SLACK_USERS("", "ids of the people who are answered; all if empty"),
    SLACK_GUESTS("off", "`on` answers guests"),
    SLACK_CONNECT("off", "`on` answers people of other organisations"),
    SLACK_FOLLOW("on", "`off` answers in threads only when mentioned"),
    S3_BUCKET("", "the bucket for files; set, it means that AWS is used"),
    BEDROCK_MODEL_ID("global.anthropic.claude-sonnet-5", "the model on Bedrock"),
    CODE_INTERPRETER_ID("aws.codeinterpreter.v1", "the Code Interpreter on AgentCore"),
    CODE_INTERPRETER_NETWORK(
        "sandbox", "what its sessions reach: `sandbox` no internet, `public` the internet"),
    AWS_REGION("", "as in every AWS SDK, with the credentials and AWS_ENDPOINT_URL_*");

    final String value;
    final String meaning;

    Setting(String value, String meaning) {
      this.value = value;
      this.meaning = meaning;
    }
  }

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
