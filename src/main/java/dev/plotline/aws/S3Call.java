package dev.plotline.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Waits for a call of S3 and tells its failures as [IOException]s.
final class S3Call {
  private S3Call() {}

  /// The answer.
  ///
  /// @param what in words, for the message of a failure
  static <T> T await(String what, Supplier<CompletableFuture<T>> call, Duration limit)
      throws IOException {
    try {
      return Calls.await(call, limit);
    } catch (InterruptedException e) {
      throw interrupted(what);
    } catch (TimeoutException e) {
      throw new IOException(
          "S3 did not answer within %d s: %s".formatted(limit.toSeconds(), what), e);
    } catch (ExecutionException e) {
      throw failure(what, e.getCause());
    }
  }

  /// Lets others go first.
  static void pause(int attempt) throws IOException {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(20L << attempt));
    } catch (InterruptedException e) {
      throw interrupted("wait");
    }
  }

  static IOException failure(String call, @Nullable Throwable cause) {
    String what = nameless(call);
    if (cause instanceof S3Exception e) {
      if (e.statusCode() == 404 && !"NoSuchBucket".equals(code(e))) {
        var missing = new NoSuchFileException(what.substring(what.indexOf(' ') + 1));
        missing.initCause(e);
        return missing;
      }
      return new S3Failure(
          "S3 answered %d %s: %s".formatted(e.statusCode(), code(e), what),
          e.statusCode(),
          attempts(e),
          e);
    }
    String reason = cause == null ? "no reason given" : cause.getMessage();
    return new IOException("S3 could not %s: %s".formatted(what, reason), cause);
  }

  /// Without what people called their files, which is none of a log's business.
  private static String nameless(String call) {
    return call.replaceFirst("(/files/[0-9a-f]+/).*", "$1…");
  }

  private static String code(S3Exception e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "without a reason" : code;
  }

  private static int attempts(SdkException e) {
    Integer attempts = e.numAttempts();
    return attempts == null ? 1 : attempts;
  }

  private static InterruptedIOException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted: " + what);
  }
}
