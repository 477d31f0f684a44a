package dev.plotline.inbox;

import dev.plotline.file.SpooledFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done every few seconds as long as the process lives: a sign of life, the disk's objects
/// carried over, messages taken up, old ones swept. Whatever fails is tried again the next time.
/// Sweeping lists all that is stored, which may take longer than others wait for a sign of life, so
/// it has a thread of its own.
public final class Pulse implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Pulse.class);
  private static final Duration SWEEP = Duration.ofHours(1);

  private final DurableInbox inbox;
  private final Instances instances;
  private final SpooledFiles store;
  private final Rhythm rhythm;
  private final Clock clock;
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private volatile String problem =
      "Files were not reached yet: new messages wait on this machine's disk.";
  private volatile Instant swept = Instant.MIN;
  private Thread sweeping = Thread.ofVirtual().unstarted(() -> {});
  // Kept until it was acted upon: the store may fail in between.
  private boolean look = true;

  private Pulse(
      DurableInbox inbox, Instances instances, SpooledFiles store, Rhythm rhythm, Clock clock) {
    this.inbox = inbox;
    this.instances = instances;
    this.store = store;
    this.rhythm = rhythm;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("pulse").unstarted(this::run);
  }

  /// How often, and what else.
  ///
  /// @param interval between two beats
  /// @param patience how long the start waits for the first
  /// @param sweep done now and then
  public record Rhythm(Duration interval, Duration patience, Sweep sweep) {}

  /// Removes what is old.
  @FunctionalInterface
  public interface Sweep {
    /// Called about once an hour.
    void sweep() throws IOException;
  }

  /// Begins, and waits a while for what was left to be taken up, so that it comes before what is
  /// new.
  ///
  /// The store may be away, and that must not keep the bot from starting.
  public static Pulse start(
      DurableInbox inbox, Instances instances, SpooledFiles store, Rhythm rhythm, Clock clock) {
    var pulse = new Pulse(inbox, instances, store, rhythm, clock);
    pulse.thread.start();
    try {
      pulse.first.await(rhythm.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return pulse;
  }

  /// What is wrong with the store, empty when nothing is.
  public String problem() {
    return problem;
  }

  private void run() {
    try {
      do {
        beat();
        first.countDown();
      } while (!end.await(rhythm.interval().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      look |= !instances.beat().isEmpty();
      if (store.waiting() > 0) {
        store.carry();
        look = true;
      }
      if (look) {
        look = !inbox.takeUp();
      }
      inbox.settle(!look && instances.isAlone());
      inbox.tryAgain();
      if (swept.plus(SWEEP).isBefore(clock.instant()) && !sweeping.isAlive()) {
        sweeping = Thread.ofVirtual().name("sweep").start(this::sweep);
      }
      problem = "";
    } catch (IOException e) {
      log.warn("the store is away: {}", e.getMessage());
      problem = "Files can't be reached: new messages wait on this machine's disk.";
    } catch (IllegalStateException e) {
      // It is closing.
    } catch (RuntimeException e) {
      log.error("the inbox could not be looked after", e);
    }
  }

  private void sweep() {
    try {
      inbox.sweep();
      rhythm.sweep().sweep();
      swept = clock.instant();
    } catch (IOException e) {
      log.warn("what is old could not be swept: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("what is old could not be swept", e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sweeping.interrupt();
  }
}
