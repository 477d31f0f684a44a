package dev.plotline.chat.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final LinkedBlockingQueue<String> shown = new LinkedBlockingQueue<>();

  private final Progress.Sign sign =
      new Progress.Sign() {
        @Override
        public void show(String step) {
          shown.add(step);
        }

        @Override
        public Duration gap() {
          return Duration.ZERO;
        }
      };

  @Test
  void theFirstStepIsShownBeforeTheLatestHoweverSoonOthersCome() throws Exception {
    var progress = Progress.begin(sign, Duration.ofHours(1));
    // The worker looks for steps under the same lock.
    synchronized (progress) {
      progress.step("Restarted");
      progress.step("Reading");
      progress.step("Thinking");
    }
    assertThat(next()).startsWith("Restarted");
    assertThat(next()).startsWith("Thinking");
    assertThat(progress.end()).isSameAs(sign);
    assertThat(shown).isEmpty();
  }

  @Test
  void theSameStepIsShownAgainAfterAWhile() throws Exception {
    var progress = Progress.begin(sign, Duration.ofMillis(1));
    progress.step("Thinking");
    assertThat(next()).startsWith("Thinking");
    assertThat(next()).startsWith("Thinking");
    progress.end();
  }

  private String next() throws InterruptedException {
    String step = shown.poll(30, TimeUnit.SECONDS);
    return step == null ? "nothing" : step;
  }
}
