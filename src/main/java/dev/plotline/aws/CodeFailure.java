package dev.plotline.aws;

import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.SandboxException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// How a call of the Code Interpreter failed.
///
/// @param kind what it means for the caller
/// @param mayPass whether the same call may succeed later
/// @param nothingRan whether it was refused for its rate before it was looked at
/// @param cause the SDK's
record CodeFailure(Kind kind, boolean mayPass, boolean nothingRan, @Nullable Throwable cause) {
  /// A failure.
  ///
  /// @param began whether an answer had begun, so that code may have been run
  /// @param readsOnly whether that makes no difference
  static CodeFailure of(@Nullable Throwable cause, boolean began, boolean readsOnly) {
    boolean mayHaveRun = began && !readsOnly;
    return switch (cause) {
      case AwsServiceException e ->
          switch (e.statusCode()) {
            case 429 -> new CodeFailure(mayHaveRun ? Kind.BROKEN : Kind.BUSY, true, !began, cause);
            case 402, 409 ->
                new CodeFailure(mayHaveRun ? Kind.BROKEN : Kind.BUSY, false, false, cause);
            case 404 -> new CodeFailure(mayHaveRun ? Kind.BROKEN : Kind.GONE, false, false, cause);
            case 401, 403 -> new CodeFailure(Kind.DENIED, false, false, cause);
            case 400, 413 -> new CodeFailure(Kind.REFUSED, false, false, cause);
            default -> new CodeFailure(Kind.BROKEN, true, false, cause);
          };
      case SdkClientException e when isAboutCredentials(e) ->
          new CodeFailure(Kind.DENIED, false, false, cause);
      case null, default -> new CodeFailure(Kind.BROKEN, true, false, cause);
    };
  }

  /// For the caller.
  ///
  /// @param what was called
  SandboxException exception(String what) {
    String message = "%s failed: %s".formatted(what, Reason.of(cause));
    return cause == null || cause instanceof AwsServiceException
        ? new SandboxException(kind, message)
        : new SandboxException(kind, message, cause);
  }

  /// The chain of providers has no exception of its own for finding nothing.
  static boolean isAboutCredentials(SdkClientException e) {
    String message = e.getMessage();
    return message != null && message.contains("credentials");
  }
}
