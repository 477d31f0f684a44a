package dev.plotline.slack.api;

import java.io.IOException;
import java.io.Serial;

/// A call that Slack refused or did not answer. Holds no arguments, so it may be logged.
public final class ApiException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// The error's name when Slack gave none.
  public static final String UNREACHABLE = "unreachable";

  /// The error's name when Slack limits the bot for longer than it waits.
  static final String LIMITED = "ratelimited";

  private final String error;
  private final boolean uncertain;

  ApiException(Method method, String error, boolean uncertain) {
    super(method.path() + ": " + error);
    this.error = error;
    this.uncertain = uncertain;
  }

  /// Slack's name for it, such as `not_in_channel`.
  public String error() {
    return error;
  }

  /// Whether the call may have been served although it failed.
  public boolean isUncertain() {
    return uncertain;
  }

  /// Whether the same call may be served later.
  public boolean isPassing() {
    return uncertain || error.equals(LIMITED);
  }
}
