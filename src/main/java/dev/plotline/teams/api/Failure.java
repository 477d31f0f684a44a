package dev.plotline.teams.api;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import com.microsoft.bot.connector.rest.ErrorResponseException;
import com.microsoft.bot.schema.Error;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one request failed.
///
/// @param exception for the caller
/// @param retryAfter how long the service asks to wait, zero when it doesn't say
record Failure(ApiException exception, Duration retryAfter) {
  private static final int DETAIL = 300;
  private static final Duration ENDLESS = Duration.ofDays(1);

  /// A request that ended with an exception.
  static Failure of(String operation, @Nullable Throwable cause, Instant now) {
    if (cause instanceof ErrorResponseException error) {
      return answered(operation, error, now);
    }
    boolean left = !(cause instanceof NotSentException);
    var exception = new ApiException(operation, 0, ApiException.UNREACHABLE, "", left);
    exception.initCause(cause);
    return new Failure(exception, Duration.ZERO);
  }

  /// A request that never began.
  static Failure before(String operation, Exception cause) {
    String code = cause instanceof IOException ? ApiException.NO_TOKEN : "BadRequest";
    var exception = new ApiException(operation, 0, code, "", false);
    exception.initCause(cause);
    return new Failure(exception, Duration.ZERO);
  }

  private static Failure answered(String operation, ErrorResponseException thrown, Instant now) {
    int status = thrown.response().code();
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
    String header = thrown.response().headers().get("Retry-After");
    return new Failure(exception, header == null ? Duration.ZERO : asked(header.strip(), now));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(DETAIL, text.length()));
  }

  /// Seconds or a date; what is neither counts as not said.
  private static Duration asked(String header, Instant now) {
    if (header.matches("\\d+")) {
      return header.length() > 6 ? ENDLESS : Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      Instant date = RFC_1123_DATE_TIME.parse(header, Instant::from);
      return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  boolean isLimited() {
    return exception.status() == 429;
  }

  /// Whether the token was not taken, and so the request neither.
  boolean isUnauthorized() {
    return exception.status() == 401;
  }

  /// Whether it was served, and only the answer could not be read.
  boolean isSuccess() {
    return exception.status() >= 200 && exception.status() < 300;
  }
}
