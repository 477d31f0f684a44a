package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockagentcore.model.TaskStatus;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolResultStructuredContent;

/// What code may rely on: Python, JavaScript, TypeScript, the shell, and tasks.
class LanguageIT extends Tiers {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 + 1                                              | 2
          x = 5                                              | ``
          x = 5; x                                           | 5
          None                                               | ``
          1 + 1;                                             | ``
          print('a'); 'b'                                    | `a\\n'b'`
          import asyncio; await asyncio.sleep(0, 7)          | 7
          if True:\\n  y = await asyncio.sleep(0, 8)\\ny     | 8
          !echo shell                                        | shell
          files = !echo a b\\nfiles                          | ['a b']
          n = 3\\n!echo {n + 1} $n '{print $1}'              | 4 3 {print $1}
          if True:\\n  !echo inside                          | inside
          %matplotlib inline\\n3                             | 3
          %time 4                                            | 4
          text = '''\\n!not a command\\n'''\\ntext           | '\\\\n!not a command\\\\n'
          import sys; sys.exit()                             | ``
          import matplotlib.pyplot as plt; plt.plot([1])     | ``
          display(9)                                         | 9
          type(_)                                            | <class 'int'>
          """)
  void aCellShowsItsLastExpressionAndKnowsNotebookHabits(String code, String expected) {
    python("_ = 0");
    var outcome = python(code.replace("\\n", "\n").replace("\\\n", "\\n"));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().strip())
        .isEqualTo(expected.replace("\\n", "\n").replace("\\\n", "\\n"));
  }

  @Test
  void aTracebackShowsTheUsersLinesAndNoneOfOurs() {
    var outcome = python("def f():\n    raise ValueError('oops')\n\nf()");
    assertThat(outcome.err())
        .startsWith("Traceback (most recent call last):\n  File \"<cell ")
        .contains("line 4, in <module>\n    f()", "line 2, in f\n    raise ValueError('oops')")
        .endsWith("ValueError: oops\n")
        .doesNotContain("plotline", "cells.py");
    assertThat(python("f(").err()).contains("SyntaxError").doesNotContain("Traceback");
    assertThat(python("try:\n  1/0\nexcept Exception as e:\n  raise KeyError('k') from e").err())
        .contains("ZeroDivisionError", "direct cause", "KeyError");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input('name?')              | nobody to ask here
          %lsmagic                    | The magic %lsmagic is not available here
          import sys; sys.exit('bye') | bye
          import sys; sys.exit(4)     |
          """)
  void whatCannotBeIsSaidInASentence(String code, String expected) {
    var outcome = python(code);
    assertThat(outcome.isError()).isTrue();
    assertThat(outcome.err()).contains(expected == null ? "" : expected);
  }

  @Test
  void installingIsRefusedByTheNetworkAndSaysSo() {
    for (var outcome : List.of(python("%pip install six-of-nine"), shell("pip install x"))) {
      assertThat(outcome.err()).contains("there is no network", "use the libraries");
    }
  }

  @Test
  void clearingTheContextTakesVariablesAndKeepsFiles() {
    setVariable();
    client().write(session, "kept.txt", "x");
    python("import os; os.chdir('/')");
    var cleared =
        Outcome.of(
            client()
                .invoke(
                    session,
                    ToolName.EXECUTE_CODE,
                    a -> a.language("python").code("open('kept.txt').read()").clearContext(true)));
    assertThat(cleared.out()).isEqualTo("'x'\n");
    variablesAreLost();
  }

  @Test
  void modulesOfTheWorkspaceAreImported() {
    client().write(session, "mine.py", "value = 'mine'");
    assertThat(python("import mine; mine.value").out()).isEqualTo("'mine'\n");
  }

  @Test
  void theLibrariesAreLoadedWhileNobodyAsks() {
    python("import os; os._exit(0)");
    String loaded = "";
    for (int round = 0; round < 3_000 && !loaded.startsWith("True"); round++) {
      shell("sleep 0.1");
      loaded = python("import sys; {'pandas', 'matplotlib.pyplot'} <= set(sys.modules)").out();
    }
    assertThat(loaded).isEqualTo("True\n");
  }

  @Test
  void theLibrariesAreThere() {
    var outcome =
        python(
            """
            import io, docx, matplotlib.pyplot as plt, odf, openpyxl, pandas as pd, pypdf, xlrd
            frame = pd.DataFrame({"売上": [1, 2]}); frame.to_excel("a.xlsx")
            frame.plot(legend=False); plt.savefig("chart.png")
            pd.read_excel("a.xlsx")["売上"].sum()
            """);
    assertThat(outcome).isEqualTo(new Outcome("3\n", "", 0, false));
  }

  @Test
  void theWorkspaceIsWhereTheServiceHasIt() {
    assertThat(python("import os; os.getcwd()").out())
        .isEqualTo(
            isBubblewrap()
                ? "'/opt/amazon/genesis1p-tools/var'\n"
                : python("import os; repr(os.environ['HOME'])").out().replace("\"", ""));
    assertThat(shell("python -c 'import os; print(os.getcwd())'").out().strip())
        .isEqualTo(shell("pwd").out().strip());
  }

  @Test
  void aCommandHasOutputErrorsAndExitCode() {
    assertThat(shell("echo out; echo err >&2; exit 3"))
        .isEqualTo(new Outcome("out\n", "err\n", 3, true));
    assertThat(shell("cat").out()).isEmpty();
  }

  @Test
  void aCommandMayTrapInterruptsAndChangeItsFiles() {
    assertThat(shell("trap 'echo trapped' INT; kill -INT $$").out()).isEqualTo("trapped\n");
    client().write(session, "run.sh", "#!/bin/sh\necho ran");
    var outcome =
        shell(
            "chmod 750 run.sh && ./run.sh && touch -d 2001-02-03 run.sh && tar cf a.tar run.sh && rm"
                + " run.sh && tar xf a.tar && stat -c '%a %y' run.sh && cp -a run.sh b.sh && stat -c"
                + " '%a %y' b.sh; rm run.sh b.sh a.tar");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().map(line -> line.replaceFirst(" 00:.*", "")))
        .containsExactly("ran", "750 2001-02-03", "750 2001-02-03");
    assertThat(
            python(
                    """
                    import os, shutil, tempfile
                    with tempfile.NamedTemporaryFile() as file:
                        os.fchmod(file.fileno(), 0o640); os.utime(file.name, (5, 6)); os.chown(file.name, os.getuid(), -1)
                        shutil.copy2(file.name, "copy"); os.symlink("copy", "link"); os.utime("link", (7, 8), follow_symlinks=False)
                        print(oct(os.stat("copy").st_mode), os.stat("copy").st_mtime, os.lstat("link").st_mtime)
                    os.remove("copy"); os.remove("link")
                    try: os.chmod("copy", 0o777)
                    except FileNotFoundError: print("not there")
                    """)
                .out())
        .isEqualTo("0o100640 6.0 8.0\nnot there\n");
  }

  @Test
  void aCommandRunsWhilePythonIsBusyAndFinishesFirst() {
    var busy =
        client()
            .begin(
                session,
                ToolName.EXECUTE_CODE,
                a ->
                    a.language("python")
                        .code("import os, time\nwhile not os.path.exists('go'): time.sleep(0.01)"));
    assertThat(shell("touch go; echo side").out()).isEqualTo("side\n");
    assertThat(Client.await(busy).getFirst().isError()).isFalse();
    shell("rm go");
  }

  @Test
  void aTaskIsSubmittedWorksAndCompletes() {
    var started = start("while [ ! -e go ]; do sleep 0.02; done; echo finished; exit $CODE");
    assertThat(started.taskStatus()).isEqualTo(TaskStatus.SUBMITTED);
    assertThat(task(started.taskId()).taskStatus()).isEqualTo(TaskStatus.WORKING);
    shell("touch go");
    var done = awaitEnd(started.taskId());
    assertThat(done.taskStatus()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(done.stdout()).isEqualTo("finished\n");
    assertThat(done.exitCode()).isZero();
    assertThat(awaitEnd(start("exit 3").taskId()).taskStatus()).isEqualTo(TaskStatus.FAILED);
    shell("rm go");
  }

  @Test
  void aTaskIsStopped() {
    var started = start("sleep 100");
    assertThat(
            client()
                .invoke(session, ToolName.STOP_TASK, a -> a.taskId(started.taskId()))
                .structuredContent()
                .taskStatus())
        .isEqualTo(TaskStatus.CANCELED);
    assertThat(awaitEnd(started.taskId()).taskStatus()).isEqualTo(TaskStatus.CANCELED);
    assertThat(client().invoke(session, ToolName.GET_TASK, a -> a.taskId("task-x")).isError())
        .isTrue();
  }

  private ToolResultStructuredContent start(String command) {
    return client()
        .invoke(session, ToolName.START_COMMAND_EXECUTION, a -> a.command(command))
        .structuredContent();
  }

  private ToolResultStructuredContent task(String id) {
    return client().invoke(session, ToolName.GET_TASK, a -> a.taskId(id)).structuredContent();
  }

  private ToolResultStructuredContent awaitEnd(String id) {
    while (true) {
      var now = task(id);
      if (now.taskStatus() != TaskStatus.WORKING) {
        return now;
      }
    }
  }

  private Outcome node(String language, String code) {
    return Outcome.of(
        client().invoke(session, ToolName.EXECUTE_CODE, a -> a.language(language).code(code)));
  }

  @Test
  void javaScriptKeepsVariablesAndAwaitsAtTopLevel() {
    assertThat(node("javascript", "let n = 20; const f = x => x + 1; f(n)").out())
        .isEqualTo("21\n");
    assertThat(node("javascript", "let n = 30; console.log('log'); await Promise.resolve(n)").out())
        .isEqualTo("log\n30\n");
    assertThat(
            node(
                    "javascript",
                    "import fs, { writeFileSync as w } from 'fs'; w('j.txt', 'js'); fs.existsSync('j.txt')")
                .out())
        .isEqualTo("true\n");
    assertThat(python("open('j.txt').read()").out()).isEqualTo("'js'\n");
    assertThat(
            node("javascript", "const os = await import('os'); `import('x') ${typeof os.cpus}`")
                .out())
        .isEqualTo("\"import('x') function\"\n");
  }

  @Test
  void javaScriptImportsModulesAndPackagesOfTheWorkspace() {
    python(
        """
        import os
        os.makedirs("node_modules/mine/")
        open("node_modules/mine/package.json", "w").write('{"name": "mine", "type": "module", "exports": {"import": "./main.js"}}')
        open("node_modules/mine/main.js", "w").write("export default 'of the package'")
        open("part.mjs", "w").write("export const part = 'of the file'")
        """);
    assertThat(
            node(
                    "javascript",
                    "import mine from 'mine'\nimport { part } from './part.mjs'\nmine + ', ' + part")
                .out())
        .isEqualTo("'of the package, of the file'\n");
    shell("rm -r node_modules part.mjs");
  }

  @Test
  void javaScriptThatFailsShowsItsOwnStack() {
    var outcome = node("javascript", "function fails() { throw new Error('oops') }\nfails()");
    assertThat(outcome.isError()).isTrue();
    assertThat(outcome.err())
        .startsWith("Error: oops\n    at fails (cell-")
        .doesNotContain("plotline");
    assertThat(node("javascript", "import x from './nosuch.js'").err())
        .contains("Cannot find module '", "/nosuch.js'")
        .doesNotContain("kernel.js");
    assertThat(
            node(
                    "javascript",
                    "Promise.reject(new Error('late')); await new Promise(r => setTimeout(r, 50))")
                .err())
        .startsWith("Unhandled rejection: Error: late\n    at cell-")
        .doesNotContain("kernel.js");
    assertThat(node("javascript", "process.exit(3)").err()).contains("variables are gone");
    assertThat(node("javascript", "1 + 1").out()).isEqualTo("2\n");
  }

  @Test
  void typeScriptLosesItsTypesAndRuns() {
    var outcome =
        node(
            "typescript",
            """
            interface Point { x: number }
            enum Side { Left = 3 }
            class Box<T> { constructor(public value: T) {} }
            const p: Point = { x: Side.Left };
            new Box<number>(p.x).value as number
            """);
    assertThat(outcome).isEqualTo(new Outcome("3\n", "", 0, false));
    assertThat(node("typescript", "const a: = 3").err()).contains("SyntaxError");
  }

  @Test
  void eachLanguageSeesTheSameFiles() {
    for (var language : Map.of("a", "javascript", "b", "typescript").entrySet()) {
      node(language.getValue(), "require('fs').writeFileSync('" + language.getKey() + ".x', 'x')");
    }
    assertThat(shell("ls *.x").out()).isEqualTo("a.x\nb.x\n");
  }
}
