package dev.plotline.local.slack.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What lets the app open a modal for somebody who has just pressed something: once, within three
/// seconds. Safe for several threads.
public final class Triggers {
  private static final Duration LIFE = Duration.ofSeconds(3);

  /// What came of one.
  public sealed interface Use {
    /// A modal may be opened for this person.
    record Good(String user) implements Use {}

    /// The error to answer with.
    record Bad(String error) implements Use {}
  }

  private record Trigger(String user, Instant at, boolean used) {}

  private final Clock clock;
  private final Map<String, Trigger> all = new HashMap<>();

  Triggers(Clock clock) {
    this.clock = clock;
  }

  /// A new one for somebody.
  public synchronized String issue(String user) {
    String id = clock.millis() + "." + Ids.random(12) + "." + Ids.random(32);
    all.values().removeIf(trigger -> isOld(trigger, LIFE.multipliedBy(20)));
    all.put(id, new Trigger(user, clock.instant(), false));
    return id;
  }

  /// Uses one up.
  public synchronized Use use(String id) {
    Trigger trigger = all.get(id);
    if (trigger == null) {
      return new Use.Bad("invalid_trigger_id");
    }
    if (trigger.used()) {
      return new Use.Bad("exchanged_trigger_id");
    }
    all.put(id, new Trigger(trigger.user(), trigger.at(), true));
    return isOld(trigger, LIFE) ? new Use.Bad("expired_trigger_id") : new Use.Good(trigger.user());
  }

  private boolean isOld(Trigger trigger, Duration life) {
    return trigger.at().plus(life).isBefore(clock.instant());
  }
}
