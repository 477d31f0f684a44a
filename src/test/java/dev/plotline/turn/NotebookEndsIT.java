package dev.plotline.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Threads.Notebook;
import dev.plotline.record.Notebooks;
import dev.plotline.record.TurnRecords;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Notebooks of threads whose code ends its interpreter, or wants what nobody can give.
class NotebookEndsIT extends TurnBench {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit()",
        "quit()",
        "import sys\nsys.exit('no')",
        "import os\nos._exit(0)",
        "import os\nos.kill(os.getpid(), 9)",
        "name = input('Who? ')",
        "import threading, time\nthreading.Thread(target=time.sleep, args=[600]).start()",
      })
  void whatEndedThenEndsAgainAndTheNotebookIsThere(String code) throws Exception {
    model.calls(code("n = 41")).calls(code(code)).calls(code("print(n + 1)")).says("Done.");
    turn("Count");
    Notebook made =
        new Notebooks(
                new TurnRecords(stack.store(), Clock.systemUTC()),
                stack.sandboxes(),
                stack::workspace,
                Clock.systemUTC())
            .of(thread);
    assertThat(made.said())
        .containsExactly(
            "The 3 runs of code were run again in a new session, with the same results.");
    assertThat(made.file()).isNotNull();
  }
}
