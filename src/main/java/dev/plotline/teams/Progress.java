package dev.plotline.teams;

import dev.plotline.chat.adapter.Uninterrupted;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The sign of life of one turn. Steps come as fast as they like; what is shown keeps to a pace,
/// and shows the latest. A thread of its own does the calls, because a slow Teams must not slow the
/// turn.
final class Progress {
  private final Sign sign;
  private final Duration again;
  private final Thread worker;
  private String step = "";
  private boolean fresh;
  private boolean ended;

  /// Begins to show.
  static Progress begin(Sign sign, Duration again) {
    var progress = new Progress(sign, again);
    progress.worker.start();
    return progress;
  }

  private Progress(Sign sign, Duration again) {
    this.sign = sign;
    this.again = again;
    this.worker = Thread.ofVirtual().name("teams-progress").unstarted(this::work);
  }

  /// Replaces what is shown.
  synchronized void step(String now) {
    if (!now.equals(step)) {
      step = now;
      fresh = true;
      notifyAll();
    }
  }

  /// Shows nothing more; returns when no call is under way, so that none can come after the answer.
  void end() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    Uninterrupted.join(worker);
  }

  /// What the answer takes the place of. Only after [#end].
  Sign sign() {
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

  /// The step to show next: at once when there is a new one, else the same again after a while, so
  /// that the seconds go on.
  private synchronized @Nullable String next() throws InterruptedException {
    long end = System.nanoTime() + again.toNanos();
    while (!ended && !fresh) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 && !step.isEmpty()) {
        break;
      }
      wait(Math.max(left, 1));
    }
    fresh = false;
    return ended ? null : step;
  }

  private synchronized void rest() throws InterruptedException {
    long end = System.nanoTime() + sign.gap().toNanos();
    for (long left = end - System.nanoTime(); !ended && left > 0; ) {
      wait(Math.max(left / 1_000_000, 1));
      left = end - System.nanoTime();
    }
  }
}
