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

  /// What the session said, which may hold names and contents; empty when it said nothing.
  private final String words;

  /// A failure of the service.
  public SandboxException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.words = "";
  }

  /// A failure that we found ourselves.
  public SandboxException(Kind kind, String message) {
    this(kind, message, "");
  }

  private SandboxException(Kind kind, String message, String words) {
    super(message);
    this.kind = kind;
    this.words = words;
  }

  /// One of our own calls could not be done. What the session says about it is not for logs.
  static SandboxException refused(String function, String words) {
    return new SandboxException(Kind.REFUSED, function + " was refused", words);
  }

  /// The reason in the session's own words: for the model, never for a log.
  public String words() {
    return words.isEmpty() ? String.valueOf(getMessage()) : words;
  }

  /// What kind.
  public Kind kind() {
    return kind;
  }
}
