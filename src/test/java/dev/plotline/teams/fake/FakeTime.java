package dev.plotline.teams.fake;

import dev.plotline.chat.adapter.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A clock that goes on only when somebody pauses.
public final class FakeTime extends Clock implements Pause {
  private Instant now;

  /// The pauses that were made, in order.
  public final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /// A clock that begins at some time of its own.
  public FakeTime() {
    this(Instant.parse("2026-11-22T08:00:00Z"));
  }

  /// A clock that begins then.
  public FakeTime(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized void of(Duration time) {
    pauses.add(time);
    now = now.plus(time);
  }

  /// Lets time pass without a pause.
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
