package dev.plotline.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What a service said about a failure, fit for a log: one short line in which nothing is quoted,
/// because a service quotes what it was sent.
final class Reason {
  private static final int LONGEST = 200;

  private Reason() {}

  static String of(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> "no reason given";
      case AwsServiceException e ->
          "%d %s: %s (request %s)"
              .formatted(e.statusCode(), code(e), line(message(e)), e.requestId());
      default -> failure.getClass().getSimpleName() + ": " + line(failure.getMessage());
    };
  }

  /// The name of the error, `Unknown` when it has none.
  static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "Unknown" : code;
  }

  /// The service's own words.
  static String message(AwsServiceException e) {
    String message =
        e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
    return message == null ? "" : message;
  }

  /// A text as one line without what it quotes.
  static String line(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String line =
        text.replaceAll("(?s)([\"`])[^\"`]*\\1", "…")
            .replaceAll("(?s)(?<!\\w)'[^']*'(?!\\w)", "…")
            .replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ")
            .strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
