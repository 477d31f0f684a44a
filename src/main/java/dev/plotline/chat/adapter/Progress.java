package dev.plotline.chat.adapter;

import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The sign of life of one turn. Steps come as fast as they like; what is shown keeps to a pace,
/// and shows the first, which may tell of a restart, and then the latest. A thread of its own does
/// the calls, because a slow platform must not slow the turn.
public final class Progress<S extends Progress.Sign> {
  private final S sign;
  private final Duration again;
  private final Thread worker;
  private String first = "";
  private String step = "";
  private boolean fresh;
  private boolean ended;

  /// What shows the steps of one turn, on one thread. Nothing of it fails.
  public interface Sign {
    /// Shows a step in the place of the one before.
    void show(String step) throws InterruptedIOException;

    /// How long to wait until the next step may be shown.
    Duration gap();
  }

  /// Begins to show.
  ///
  /// @param again when the same step is shown again: the seconds go on, and some platforms take a
  ///   status away after a while
  public static <S extends Sign> Progress<S> begin(S sign, Duration again) {
    var progress = new Progress<>(sign, again);
    progress.worker.start();
    return progress;
  }

  private Progress(S sign, Duration again) {
    this.sign = sign;
    this.again = again;
    this.worker = Thread.ofVirtual().name("progress").unstarted(this::work);
  }

  /// Replaces what is shown.
  public synchronized void step(String now) {
    if (!now.equals(step)) {
      first = step.isEmpty() ? now : first;
      step = now;
      fresh = true;
      notifyAll();
    }
  }

  /// Shows nothing more; returns when no call is under way, so that none can come after the answer.
  ///
  /// @return what has shown the steps
  public S end() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    Uninterrupted.join(worker);
    return sign;
  }

  private void work() {
    long start = System.nanoTime();
    try {
      for (String now = next(); now != null; now = next()) {
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        sign.show(seconds < 2 ? now : now + " · " + seconds + " s");
        rest();
      }
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The step to show next: at once when there is a new one, else the same again after a while.
  private synchronized @Nullable String next() throws InterruptedException {
    long end = System.nanoTime() + again.toNanos();
    while (!ended && !fresh) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 && !step.isEmpty()) {
        break;
      }
      wait(Math.max(left, 1));
    }
    String now = first.isEmpty() ? step : first;
    fresh = !now.equals(step);
    first = "";
    return ended ? null : now;
  }

  private synchronized void rest() throws InterruptedException {
    long end = System.nanoTime() + sign.gap().toNanos();
    for (long left = end - System.nanoTime(); !ended && left > 0; ) {
      wait(Math.max(left / 1_000_000, 1));
      left = end - System.nanoTime();
    }
  }
}
