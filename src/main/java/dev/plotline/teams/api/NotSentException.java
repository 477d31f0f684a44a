package dev.plotline.teams.api;

import java.io.IOException;
import java.io.Serial;

/// No connection could be made: nothing of the request has left.
final class NotSentException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  NotSentException(IOException cause) {
    super(cause);
  }
}
