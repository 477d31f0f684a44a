package dev.plotline.teams.api;

import java.io.IOException;
import java.io.Serial;

/// A request that Teams refused or did not answer. Its message holds no contents, so it may be
/// logged.
public final class ApiException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// The code when nothing answered.
  public static final String UNREACHABLE = "Unreachable";

  /// The code when Microsoft gave no token.
  static final String NO_TOKEN = "NoToken";

  private final int status;
  private final String code;
  private final String detail;
  private final boolean uncertain;

  /// @param operation such as `post`
  /// @param status of HTTP, 0 when there was no answer
  /// @param code the service's name for it
  /// @param detail what the service says of it, not for logs
  /// @param uncertain whether it may have been served all the same
  public ApiException(String operation, int status, String code, String detail, boolean uncertain) {
    super(operation + ": " + (status == 0 ? "" : status + " ") + code);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.uncertain = uncertain;
  }

  /// HTTP's status, 0 when there was no answer.
  public int status() {
    return status;
  }

  /// The service's name for it, such as `MessageSizeTooBig`.
  public String code() {
    return code;
  }

  /// The service's sentence on it, untrusted; empty when it says nothing.
  public String detail() {
    return detail;
  }

  /// Whether the same may be served later: the service is limited, broken or out of reach.
  public boolean isPassing() {
    return status == 0
        ? code.equals(UNREACHABLE) || code.equals(NO_TOKEN)
        // 412: a precondition of theirs, not of the request; their documentation says to try again.
        : status == 408 || status == 412 || status == 429 || status >= 500;
  }

  /// Whether something may have been posted although it failed. When false nothing was.
  public boolean isUncertain() {
    return uncertain;
  }
}
