package dev.plotline.local.slack.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The addresses that let the app answer an interaction without a token: five times within half an
/// hour. Safe for several threads.
public final class Hooks {
  private static final int USES = 5;
  private static final Duration LIFE = Duration.ofMinutes(30);

  /// What an answer belongs to.
  ///
  /// @param messageTs the message with the button, empty for a command
  public record Hook(String channel, String messageTs, @Nullable String threadTs, String user) {}

  private record Issued(Hook hook, Instant at, int uses) {}

  private final Clock clock;
  private final Map<String, Issued> all = new HashMap<>();

  Hooks(Clock clock) {
    this.clock = clock;
  }

  /// A new one: the secret part of its address.
  public synchronized String issue(Hook hook) {
    String key = Ids.random(24);
    all.values().removeIf(this::isOld);
    all.put(key, new Issued(hook, clock.instant(), 0));
    return key;
  }

  /// Uses one; null when it is unknown, too old or used up.
  public synchronized @Nullable Hook use(String key) {
    Issued issued = all.get(key);
    if (issued == null || issued.uses() >= USES || isOld(issued)) {
      return null;
    }
    all.put(key, new Issued(issued.hook(), issued.at(), issued.uses() + 1));
    return issued.hook();
  }

  private boolean isOld(Issued issued) {
    return issued.at().plus(LIFE).isBefore(clock.instant());
  }
}
