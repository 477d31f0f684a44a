package dev.plotline.teams.fake;

import java.io.Serial;
import java.time.Duration;

/// Why a request is refused.
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  final int status;
  final String code;
  final Duration retryAfter;

  Refusal(int status, String code, String message) {
    this(status, code, message, Duration.ZERO);
  }

  Refusal(int status, String code, String message, Duration retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
