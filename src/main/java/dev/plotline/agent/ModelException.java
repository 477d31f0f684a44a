package dev.plotline.agent;

import java.io.Serial;

/// The model gave no whole answer.
public final class ModelException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// What kind of failure, so that the person is told the right way out.
  public enum Kind {
    /// Overloaded or throttled, after all retries: later it may work.
    BUSY,
    /// The credentials or the model's access don't suffice: the administrator has to act.
    DENIED,
    /// The request was refused, for example because the conversation is too long.
    REFUSED,
    /// Not reachable, cut off or out of time.
    UNREACHABLE
  }

  private final Kind kind;

  /// A failure.
  ///
  /// @param message for the log: what happened, without contents
  public ModelException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// A failure that we found ourselves.
  public ModelException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// What kind.
  public Kind kind() {
    return kind;
  }
}
