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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    Rehearsal rehearsal = rehearsed("while True: pass", Duration.ZERO);
    assertThat(rehearsal.missing()).isEqualTo("running it again took too long");
    assertThat(rehearsal.python()).startsWith("3.");
    assertThat(rehearsal.runs()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exit()", "quit()", "raise SystemExit(3)", "__import__('os')._exit(0)", "input()"})
  void whatEndsThisTimeIsNamed(String code) throws Exception {
    assertThat(rehearsed(code, Duration.ZERO).sentence())
        .isEqualTo(
            "The code was run again in a new session, and this came out otherwise: `%s`."
                .formatted(code));
  }

  private static Rehearsal rehearsed(String code, Duration time) throws Exception {
    String printed = Restoration.digest("What it printed then.");
    var ran = new Step.Ran("python", code, printed, false, time, Map.of(), List.of());
    return stack
        .sandboxes()
        .rehearse(new ThreadKey("program", "rehearsed", code), List.of(ran), List.of());
  }
}
