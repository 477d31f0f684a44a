package dev.plotline.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;

/// The SDK begins a call on the caller's thread, and when that is interrupted it says so with an
/// exception of its own, in the future, instead of Java's.
final class Interrupts {
  private Interrupts() {}

  /// Throws Java's exception when the SDK gave up for an interrupt; the flag is then cleared.
  static void rethrow(@Nullable Throwable cause) throws InterruptedException {
    for (Throwable one = cause; one != null; one = one.getCause()) {
      if (one instanceof AbortedException || one instanceof InterruptedException) {
        boolean _ = Thread.interrupted();
        throw new InterruptedException("interrupted while a call began");
      }
    }
  }
}
