package dev.plotline.slack;

import dev.plotline.chat.adapter.Uninterrupted;
import dev.plotline.slack.Signs.Sign;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The sign of life of one turn. Steps come as fast as they like; what is shown keeps to a pace,
/// and shows the first, which may tell of a restart, and then the latest. A thread of its own does
/// the calls, because a slow Slack must not slow the turn.
final class Progress {
  private final Sign sign;
  private final Signs.Pace pace;
  private final Thread worker;
  private String first = "";
  private String step = "";
  private boolean fresh;
  private boolean ended;

  /// Begins to show.
  static Progress begin(Sign sign, Signs.Pace pace) {
    var progress = new Progress(sign, pace);
    progress.worker.start();
    return progress;
  }

  private Progress(Sign sign, Signs.Pace pace) {
    this.sign = sign;
    this.pace = pace;
    this.worker = Thread.ofVirtual().name("slack-progress").unstarted(this::work);
  }

  /// Replaces what is shown.
  synchronized void step(String now) {
    if (!now.equals(step)) {
      first = step.isEmpty() ? now : first;
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

  /// Takes away what was shown, now that the answer is there.
  void clear() {
    sign.clear();
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

  /// The step to show next: at once when there is a new one, else the same again after a while,
  /// because Slack takes a status away after two minutes.
  private synchronized @Nullable String next() throws InterruptedException {
    long end = System.nanoTime() + pace.again().toNanos();
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
    long end = System.nanoTime() + pace.gap(sign.isShared()).toNanos();
    for (long left = end - System.nanoTime(); !ended && left > 0; ) {
      wait(Math.max(left / 1_000_000, 1));
      left = end - System.nanoTime();
    }
  }
}
