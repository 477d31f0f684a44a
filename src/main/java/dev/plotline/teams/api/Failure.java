package dev.plotline.teams.api;

import com.microsoft.bot.connector.rest.ErrorResponseException;
import com.microsoft.bot.schema.Error;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one request failed.
///
/// @param exception for the caller
/// @param retryAfter how long the service asks to wait, zero when it doesn't say
/// @param isPassing whether it may be better in a while
record Failure(ApiException exception, Duration retryAfter, boolean isPassing) {
  private static final int DETAIL = 300;

  /// A request that ended with an exception.
  static Failure of(String operation, @Nullable Throwable cause) {
    if (cause instanceof ErrorResponseException error) {
      return answered(operation, error);
    }
    boolean left = !(cause instanceof NotSentException);
    var exception = new ApiException(operation, 0, ApiException.UNREACHABLE, "", left);
    exception.initCause(cause);
    return new Failure(exception, Duration.ZERO, true);
  }

  /// A request that never began.
  static Failure before(String operation, Exception cause) {
    boolean passing = cause instanceof IOException;
    String code = passing ? "NoToken" : "BadRequest";
    var exception = new ApiException(operation, 0, code, "", false);
    exception.initCause(cause);
    return new Failure(exception, Duration.ZERO, passing);
  }

  private static Failure answered(String operation, ErrorResponseException thrown) {
    int status = thrown.response().code();
    // A precondition of theirs, not of the request: their documentation says to try again.
    boolean broken = status == 408 || status == 412 || status >= 500;
    Error error = thrown.body() == null ? null : thrown.body().getError();
    String code = error == null ? null : error.getCode();
    String detail = error == null ? null : error.getMessage();
    var exception =
        new ApiException(
            operation,
            status,
            code == null ? "Status" + status : cut(code.replaceAll("[^\\w.-]", "?")),
            detail == null ? "" : cut(detail),
            broken);
    return new Failure(exception, asked(thrown.response().headers().get("Retry-After")), broken);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(DETAIL, text.length()));
  }

  private static Duration asked(@Nullable String header) {
    boolean number = header != null && header.strip().matches("\\d{1,6}");
    return number && header != null
        ? Duration.ofSeconds(Long.parseLong(header.strip()))
        : Duration.ZERO;
  }

  boolean isLimited() {
    return exception.status() == 429;
  }

  /// Whether it was served, and only the answer could not be read.
  boolean isSuccess() {
    return exception.status() >= 200 && exception.status() < 300;
  }
}
