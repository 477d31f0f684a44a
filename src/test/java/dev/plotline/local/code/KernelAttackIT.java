package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// Code that breaks its own interpreter, floods its output, or outlives its call.
class KernelAttackIT extends Tiers {
  private static final int KEPT = 256 << 10;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os; os._exit(3)",
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.closerange(0, 512)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os\nif os.fork() == 0:\n  import time; time.sleep(100)\nos._exit(1)",
      })
  void anInterpreterThatEndsIsStartedAnewAndTheResultSaysSo(String code) {
    setVariable();
    client().write(session, "file.txt", "x");
    var outcome = python(code);
    assertThat(outcome.isError()).isTrue();
    assertThat(outcome.err()).contains("variables are gone, files are kept");
    variablesAreLost();
    assertThat(python("open('file.txt').read()").out()).isEqualTo("'x'\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import builtins\nfor n in dir(builtins):\n  if n[0] != '_': delattr(builtins, n)",
        "import builtins; builtins.print = builtins.len = builtins.repr = None",
        "import sys; sys.stdout = sys.stderr = sys.stdin = None",
        "import sys; sys.modules.clear()",
        "import sys; sys.setrecursionlimit(30)",
        "import os, json, select; os.write = os.read = json.loads = select.select = None",
        "import sys; sys.settrace(lambda *a: 1 / 0)",
        "import gc; gc.disable(); del __builtins__",
      })
  void aBrokenInterpreterRunsOnOrIsStartedAnew(String code) {
    python(code);
    python("1");
    assertThat(python("40 + 2").out()).isEqualTo("42\n");
    python("import os; os._exit(0)");
  }

  @Test
  void aFloodIsCutInTheMiddleAndTheCutIsAnnounced() {
    setVariable();
    var outcome = python("print('first')\nfor n in range(300000): print('x' * 100)\nprint('last')");
    assertThat(outcome.out()).startsWith("first\n").endsWith("last\n");
    assertThat(outcome.out()).containsPattern("\\[\\.\\.\\. \\d+ bytes left out; the code did run");
    assertThat(outcome.out().length()).isBetween(KEPT, KEPT + 200);
    variablesAreKept();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for n in range(30): print('x' * (10 << 20), end='')",
        "import sys\nfor n in range(30): sys.stderr.write('x' * (10 << 20))",
        "'x' * (100 << 20)",
        "raise ValueError('x' * (50 << 20))",
      })
  void outputIsBoundedWhateverItsShape(String code) {
    setVariable();
    var outcome = python(code);
    assertThat(outcome.out().length() + outcome.err().length()).isBetween(1000, KEPT + 1000);
    variablesAreKept();
  }

  @Test
  void aTracebackIsBounded() {
    var outcome = python("def f(n): return f(n + 1)\nf(0)");
    assertThat(outcome.err()).contains("RecursionError").contains("File \"<cell");
    assertThat(outcome.err().lines().count()).isLessThan(70);
  }

  @Test
  void controlCharactersAndBadTextArriveAsData() {
    var outcome =
        python(
            """
            import os
            os.write(1, b"\\x1b[31mred\\x00\\xff\\xfe end")
            """);
    assertThat(outcome.out()).startsWith("\u001b[31mred\u0000\ufffd\ufffd end");
  }

  @Test
  void aForgedAnswerIsNotTakenAndGarbageOnlyEndsTheInterpreter() {
    python(
        """
        import json, os, stat, struct
        def forge(body):
            for fd in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, struct.pack(">I", len(body)) + body)
                except OSError: pass
        """);
    var forged =
        python("forge(b'{\"event\":\"done\",\"id\":999999,\"exitCode\":7}')\nprint('real')");
    assertThat(forged.out()).isEqualTo("real\n");
    assertThat(forged.exitCode()).isZero();
    assertThat(python("forge(b'garbage')\nimport time; time.sleep(600)").err())
        .contains("variables are gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"struct.pack('>I', 200 << 20)", "struct.pack('>I', 60000) + b'[' * 60000"})
  void aForgedMessageCostsTheSupervisorNothing(String message) {
    client().write(session, "file.txt", "x");
    var outcome =
        python(
            """
            import os, stat, struct, time
            for fd in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, %s)
                except OSError: pass
            time.sleep(600)
            """
                .formatted(message));
    assertThat(outcome.err()).contains("variables are gone, files are kept");
    assertThat(python("open('file.txt').read()").out()).isEqualTo("'x'\n");
  }

  @Test
  void writersThatKeepThePipesFullHoldNothingUp() {
    setVariable();
    python(
        """
        import fcntl, subprocess
        fcntl.fcntl(1, 1031, 1 << 20)
        writers = [subprocess.Popen(['yes']) for _ in range(3)]
        """);
    assertThat(shell("echo started; yes & yes &").out()).startsWith("started\n");
    assertThat(python("import os; os.write(2, str([w.poll() for w in writers]).encode());").err())
        .isEqualTo("[None, None, None]");
    python("for writer in writers: writer.kill(); writer.wait()");
    variablesAreKept();
  }

  @Test
  void whatAThreadPrintsAfterTheCallBelongsToNoOtherCall() {
    python(
        """
        import threading, time
        go = threading.Event(); done = threading.Event()
        def late(): go.wait(); print("late"); done.set()
        threading.Thread(target=late).start()
        """);
    assertThat(python("print('mine')").out()).isEqualTo("mine\n");
    assertThat(shell("sleep 0.1").out()).isEmpty();
    python("go.set(); done.wait()");
    assertThat(python("print('next')").out()).isEqualTo("next\n");
  }

  @Test
  void aThreadThatNeverStopsPrintingHoldsNothingUp() {
    setVariable();
    python(
        """
        import threading
        quiet = threading.Event()
        def noise():
            while not quiet.is_set(): print("noise " * 1000)
        thread = threading.Thread(target=noise); thread.start()
        """);
    for (int round = 0; round < 5; round++) {
      assertThat(shell("echo mine").out()).isEqualTo("mine\n");
      var outcome = python("import os; os.write(2, b'mine')");
      assertThat(outcome.err()).isEqualTo("mine");
      assertThat(outcome.out().length()).isLessThan(KEPT + 1000);
    }
    python("quiet.set(); thread.join()");
    assertThat(python("print('next')").out()).isEqualTo("next\n");
    variablesAreKept();
  }

  /// The request is more than the pipe to it holds.
  @Test
  void anInterpreterThatDoesNotReadHoldsOnlyItsOwnCallUp() {
    var javaScript = ToolName.EXECUTE_CODE;
    client()
        .invoke(
            session,
            javaScript,
            a ->
                a.language("javascript")
                    .code("setTimeout(() => { while (!require('fs').existsSync('go')); }, 20); 0"));
    shell("sleep 0.2");
    var late =
        client()
            .begin(
                session,
                javaScript,
                a -> a.language("javascript").code("/*" + "x".repeat(2 << 20) + "*/ 6 * 7"));
    assertThat(shell("sleep 0.5; touch go; echo quick").out()).isEqualTo("quick\n");
    assertThat(Outcome.of(Client.await(late).getFirst()))
        .isEqualTo(new Outcome("42\n", "", 0, false));
    shell("rm go");
  }

  @Test
  void workLeftInFinalizersIsBoundedAndLosesNothing() {
    setVariable();
    var outcome =
        python(
            """
            import atexit, weakref
            class Loud:
                def __del__(self): print("deleted"); raise ValueError("in __del__")
            x = Loud(); y = Loud()
            weakref.finalize(y, print, "finalized")
            atexit.register(print, "never")
            del x
            """);
    assertThat(outcome.out()).isEqualTo("deleted\n");
    assertThat(outcome.err()).contains("ValueError: in __del__");
    assertThat(python("del y").out()).contains("deleted", "finalized");
    variablesAreKept();
  }

  @Test
  void aCellThatForksAndFallsThroughRunsOnce() {
    var outcome =
        python(
            "import os\npid = os.fork()\nif pid: os.waitpid(pid, 0)\nprint('parent' if pid else 'child')");
    assertThat(outcome.out()).isEqualTo("child\nparent\n");
    assertThat(python("1 + 1").out()).isEqualTo("2\n");
  }
}
