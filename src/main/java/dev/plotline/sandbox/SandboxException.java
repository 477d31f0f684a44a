package dev.plotline.sandbox;

import java.io.IOException;
import java.io.Serial;

/// The session could not do what it was asked for, for another reason than the code itself.
public final class SandboxException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// What kind of failure.
  public enum Kind {
    /// The session has expired, was stopped or is unknown: nothing was run.
    GONE,
    /// The account's sessions or calls are used up: nothing was run, later it may work.
    BUSY,
    /// The request itself was refused: no such file, a path that leaves the folder, too large.
    REFUSED,
    /// The credentials don't suffice: the administrator has to act.
    DENIED,
    /// No answer in time: the code may still be running.
    TIMEOUT,
    /// The connection broke or the answer made no sense: whether the code ran is unknown.
    BROKEN
  }

  private final Kind kind;

  /// A failure of the service.
  public SandboxException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// A failure that we found ourselves.
  public SandboxException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// What kind.
  public Kind kind() {
    return kind;
  }
}
