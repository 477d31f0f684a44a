package dev.plotline.aws;

import java.time.Duration;

/// Time as waiting sees it, so that tests need not wait.
interface Ticks {
  /// The machine's.
  Ticks SYSTEM =
      new Ticks() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  /// Nanoseconds since some moment.
  long nanos();

  /// Waits.
  void sleep(Duration time) throws InterruptedException;
}
