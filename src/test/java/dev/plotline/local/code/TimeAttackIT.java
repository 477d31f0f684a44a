package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Code that doesn't end by itself: it is interrupted, and killed when that isn't enough.
@Tiers.CallsTake(seconds = 1)
class TimeAttackIT extends Tiers {
  private static final String OF_TIME = "The time of 1 s for one call is over";

  @Test
  void aForkBombInPythonEndsWithTheTime() {
    var outcome =
        python(
            """
            import os
            while True:
                try:
                    os.fork()
                except OSError:
                    pass
            """);
    assertThat(outcome.err()).contains(OF_TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b() { b | b & }; b; sleep 100",
        "sh -c 'while :; do setsid sleep 100 & done' 2> /dev/null; exec sleep 100"
      })
  void aForkBombInTheShellEndsWithTheTimeAndKeepsVariables(String bomb) {
    setVariable();
    assertThat(shell(bomb).err()).contains(OF_TIME);
    variablesAreKept();
    assertThat(shell("for i in 1 2 3 4 5 6 7 8; do sleep 0.1 & done; wait; echo room").out())
        .isEqualTo("room\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True: pass",
        "import re; re.match('(a+)+$', 'a' * 50 + 'b')",
        "x = 7 ** 10 ** 9",
        "import subprocess; subprocess.run(['sleep', '100'])",
        "import time; time.sleep(100)",
        "await __import__('asyncio').sleep(100)"
      })
  void aCallThatTakesTooLongIsInterruptedAndKeepsVariables(String code) {
    setVariable();
    var outcome = python(code);
    assertThat(outcome.err()).contains("KeyboardInterrupt").contains(OF_TIME).contains("are kept");
    assertThat(outcome.isError()).isTrue();
    variablesAreKept();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import time\nwhile True:\n  try: time.sleep(1)\n  except BaseException: pass",
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
      })
  void codeThatSwallowsInterruptsIsEndedAndLosesVariables(String code) {
    setVariable();
    assertThat(python(code).err()).contains(OF_TIME).contains("variables are gone");
    variablesAreLost();
  }

  @ParameterizedTest
  @ValueSource(strings = {"while :; do :; done", "trap '' TERM; while :; do sleep 1; done"})
  void aCommandThatTakesTooLongIsEnded(String command) {
    setVariable();
    var outcome = shell(command);
    assertThat(outcome.err()).contains(OF_TIME);
    assertThat(outcome.exitCode()).isNotZero();
    variablesAreKept();
  }
}
