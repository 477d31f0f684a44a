package dev.plotline.slack.api;

import java.time.Duration;

/// How long a call is tried again while Slack limits it or is broken.
public enum Patience {
  /// What people wait for must arrive.
  ANSWER(Duration.ofMinutes(15)),
  /// Somebody waits, but a refusal can be told.
  LOOKUP(Duration.ofSeconds(60)),
  /// What is replaced soon, or comes too late when it comes later.
  NONE(Duration.ZERO);

  private final Duration limit;

  Patience(Duration limit) {
    this.limit = limit;
  }

  /// The longest time spent waiting.
  Duration limit() {
    return limit;
  }
}
