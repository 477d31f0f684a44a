package dev.plotline.slack;

/// What must happen although somebody interrupts: an answer that is being posted is posted to its
/// end. The interrupt is kept for afterwards.
final class Uninterrupted {
  private Uninterrupted() {}

  /// Runs on another thread, which nobody interrupts, and waits for its end.
  static void run(Runnable work) {
    join(Thread.ofVirtual().name("slack-post").start(work));
  }

  static void join(Thread thread) {
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
