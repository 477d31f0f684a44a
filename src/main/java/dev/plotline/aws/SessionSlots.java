package dev.plotline.aws;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.SandboxException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// As many slots as sessions may live at once, handed out in the order in which they are asked for.
final class SessionSlots {
  private final Semaphore free;
  private final int most;
  private final Clock clock;

  SessionSlots(int most, Clock clock) {
    this.free = new Semaphore(most, true);
    this.most = most;
    this.clock = clock;
  }

  /// Waits for a slot.
  ///
  /// @param waits run when there is none at once
  Slot take(Duration patience, Runnable waits) throws SandboxException, InterruptedException {
    if (free.tryAcquire(0, NANOSECONDS)) {
      return new Slot();
    }
    waits.run();
    if (!free.tryAcquire(patience.toNanos(), NANOSECONDS)) {
      throw new SandboxException(Kind.BUSY, "all %d sessions are in use".formatted(most));
    }
    return new Slot();
  }

  /// A place for one session.
  final class Slot {
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private Slot() {}

    /// Gives it back; once more does nothing.
    void free() {
      if (taken.compareAndSet(true, false)) {
        free.release();
      }
    }

    /// Gives it back when its session has expired: one that could not be stopped still counts.
    void freeAt(Instant expiry) {
      long wait = Math.max(0, Duration.between(clock.instant(), expiry).toMillis());
      CompletableFuture.delayedExecutor(wait, MILLISECONDS, Runnable::run).execute(this::free);
    }
  }
}
