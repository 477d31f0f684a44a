package dev.plotline.local.code;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends sessions whose time is over though nobody asks for them.
final class Expiry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Expiry.class);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("session-expiry").factory());

  Expiry(Sessions sessions) {
    var _ = clock.scheduleWithFixedDelay(() -> expire(sessions), 1, 1, TimeUnit.SECONDS);
  }

  /// One failure must not end the schedule.
  private static void expire(Sessions sessions) {
    try {
      sessions.expire();
    } catch (RuntimeException e) {
      log.warn("sessions could not be ended in time: {}", e.toString());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
