package dev.plotline.local.code;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends sessions whose time is over though nobody asks for them.
final class Expiry implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("session-expiry").factory());

  Expiry(Sessions sessions) {
    var _ = clock.scheduleWithFixedDelay(sessions::expire, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
