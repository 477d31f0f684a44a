package dev.plotline.local.analyst;

/// What the analyst does next.
public sealed interface Reply {
  /// Answers, which ends the turn.
  record Says(String text) implements Reply {}

  /// Has code run, to go on when its output comes back.
  record Runs(String text, String language, String code, String description) implements Reply {}
}
