package dev.plotline.chat.adapter;

import java.io.InterruptedIOException;
import java.time.Duration;

/// Lets time pass before a call is tried again.
@FunctionalInterface
public interface Pause {
  /// Waits.
  void of(Duration time) throws InterruptedIOException;

  /// Really waits.
  static void sleep(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
