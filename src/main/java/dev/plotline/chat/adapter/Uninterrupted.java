package dev.plotline.chat.adapter;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// What must happen although somebody interrupts: an answer that is being posted is posted to its
/// end. The interrupt is kept for afterwards.
public final class Uninterrupted {
  private Uninterrupted() {}

  /// Runs on another thread, which nobody interrupts, and waits for its end. Its failure is the
  /// caller's.
  public static void run(Runnable work) {
    var task = new FutureTask<>(work, true);
    join(Thread.ofVirtual().name("post").start(task));
    if (task.state() == Future.State.FAILED) {
      throw new IllegalStateException(task.exceptionNow());
    }
  }

  /// Waits for a thread's end.
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
