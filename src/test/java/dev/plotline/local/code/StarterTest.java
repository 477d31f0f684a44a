package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StarterTest {
  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoeverIsInterruptedWhileItStartsLeavesNoProcess() {
    var marker = "300.0625";
    try (var starter = new Starter()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> starter.start(new ProcessBuilder("sleep", marker)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(Thread.interrupted()).isTrue();
      starter.start(new ProcessBuilder("true")); // after the other one
      while (ProcessHandle.current()
          .children()
          .anyMatch(child -> child.info().commandLine().orElse("").contains(marker))) {
        Thread.onSpinWait();
      }
    }
  }

  /// As bubblewrap's `--die-with-parent` does: the signal follows the thread that started it.
  @Test
  void whatIsStartedOutlivesTheThreadThatAskedForIt() throws Exception {
    var echo = new ProcessBuilder("setpriv", "--pdeathsig", "KILL", "cat");
    try (var starter = new Starter()) {
      var started = new Process[1];
      var asking = Thread.ofPlatform().start(() -> started[0] = starter.start(echo));
      asking.join();
      try (var in = started[0].inputReader();
          var out = started[0].outputWriter()) {
        out.write("alive\n");
        out.flush();
        assertThat(in.readLine()).isEqualTo("alive");
        assertThat(started[0].isAlive()).isTrue();
      } finally {
        started[0].destroyForcibly();
      }
    }
  }
}
