package dev.plotline.aws;

import java.io.IOException;
import java.io.Serial;

/// S3 answered with an error.
final class S3Failure extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final int attempts;

  S3Failure(String message, int status, int attempts, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.attempts = attempts;
  }

  int status() {
    return status;
  }

  /// How often it was tried, the first time included.
  int attempts() {
    return attempts;
  }
}
