package dev.plotline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.LocalStack;
import dev.plotline.chat.ThreadKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Running a thread's code clean has a limit on time.
class RehearsalIT {
  private static LocalStack stack;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    stack = LocalStack.start(home);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void whatTookTooLongThenIsNotBegun() throws Exception {
    assertThat(rehearsed("print(1)", Duration.ofMinutes(2)).missing())
        .isEqualTo("running it again would take too long");
  }

  @Test
  void whatTakesLongerThanItDidIsCutAndTheVersionsAreKnown() throws Exception {
    Rehearsal rehearsal = rehearsed("import time\ntime.sleep(600)", Duration.ZERO);
    assertThat(rehearsal.missing()).isEqualTo("running it again took too long");
    assertThat(rehearsal.python()).startsWith("3.");
    assertThat(rehearsal.runs()).isZero();
  }

  private static Rehearsal rehearsed(String code, Duration time) throws Exception {
    var ran = new Step.Ran("python", code, "", false, time, Map.of(), List.of());
    return stack
        .sandboxes()
        .rehearse(new ThreadKey("program", "rehearsed", code), List.of(ran), List.of());
  }
}
