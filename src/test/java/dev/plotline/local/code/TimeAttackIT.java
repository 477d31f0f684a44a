package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockagentcore.model.TaskStatus;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolResultStructuredContent;

/// Code that doesn't end by itself: it is interrupted, and killed when that isn't enough.
@Tiers.CallsTake(seconds = 3)
class TimeAttackIT extends Tiers {
  private static final byte[] BOMB = bomb();
  private static final String OF_TIME = "The time of 3 s for one call is over";

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
  @ValueSource(strings = {"while (true) {}", "await new Promise(() => {})"})
  void javaScriptThatTakesTooLongIsInterruptedAndKeepsVariables(String code) {
    javaScriptRuns();
    javaScript("var kept = 'still here'");
    assertThat(javaScript(code).err()).contains("Interrupted", OF_TIME, "are kept");
    assertThat(javaScript("kept").out()).isEqualTo("'still here'\n");
  }

  /// The pipe by which a busy loop is interrupted is the code's to close.
  @Test
  void javaScriptThatCannotBeInterruptedEndsAlone() {
    setVariable();
    javaScriptRuns();
    var outcome = javaScript("require('fs').closeSync(+process.argv[3]); while (true) {}");
    assertThat(outcome.err()).contains(OF_TIME, "variables are gone, files are kept");
    variablesAreKept();
    javaScriptRuns();
  }

  @Test
  void whatIsStoppedTakesNothingOfOtherCallsWithIt() {
    setVariable();
    var task =
        client()
            .invoke(
                session,
                ToolName.START_COMMAND_EXECUTION,
                a -> a.command("setsid sh -c 'while [ ! -e go ]; do sleep 0.1; done; echo whole'"))
            .structuredContent()
            .taskId();
    javaScriptRuns();
    javaScript(
        """
        var child = require('child_process').spawn('setsid', ['sleep', '1000']);
        var ended = null; child.on('exit', (...how) => { ended = how })
        """);
    python("import subprocess; mine = subprocess.Popen(['sleep', '1000'], start_new_session=True)");
    assertThat(shell("setsid sleep 1000").err()).contains(OF_TIME);
    assertThat(python("mine.poll()").out()).isEmpty();
    var left = python("import os\nif os.fork() == 0: os.setsid()\nimport time; time.sleep(100)");
    assertThat(left.err()).contains(OF_TIME, "are kept");
    assertThat(python("mine.wait()").out()).isEqualTo("-9\n");
    assertThat(javaScript("ended").out()).isEqualTo("null\n");
    shell("touch go");
    var done = awaitEnd(task);
    assertThat(done.taskStatus()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(done.stdout()).isEqualTo("whole\n");
    assertThat(javaScript("child.kill('SIGKILL'); null").isError()).isFalse();
    shell("rm go");
    variablesAreKept();
  }

  private ToolResultStructuredContent awaitEnd(String task) {
    while (true) {
      var now =
          client().invoke(session, ToolName.GET_TASK, a -> a.taskId(task)).structuredContent();
      if (now.taskStatus() != TaskStatus.WORKING) {
        return now;
      }
    }
  }

  /// On a slow machine starting node may take longer than a call may here.
  private void javaScriptRuns() {
    Outcome outcome = javaScript("6 * 7");
    for (int call = 0; call < 20 && outcome.err().contains(OF_TIME); call++) {
      outcome = javaScript("6 * 7");
    }
    assertThat(outcome.out()).isEqualTo("42\n");
  }

  private Outcome javaScript(String code) {
    return Outcome.of(
        client().invoke(session, ToolName.EXECUTE_CODE, a -> a.language("javascript").code(code)));
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

  @Test
  void recursionWithoutLimitEndsTheCall() {
    var outcome =
        python("import sys; sys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1) + 1\nf(0)");
    assertThat(outcome.isError()).isTrue();
    python("sys.setrecursionlimit(1000)");
  }

  @Test
  void finalizersThatNeverEndAreStoppedWhenTheContextIsCleared() {
    python("class Stuck:\n  def __del__(self):\n    import time; time.sleep(60)\nx = Stuck()");
    var cleared =
        client()
            .invoke(
                session,
                ToolName.EXECUTE_CODE,
                a -> a.language("python").code("print('cleared')").clearContext(true));
    assertThat(cleared.structuredContent().stderr()).contains(OF_TIME);
  }

  @Test
  void aSpreadsheetThatUnpacksToTooMuchEndsTheCallOnly() {
    setVariable();
    client().write(session, "bomb.xlsx", BOMB);
    var outcome = python("import pandas as pd\npd.read_excel('bomb.xlsx')");
    assertThat(outcome.err()).containsAnyOf(OF_TIME, "MemoryError", "of memory were used");
    variablesAreKept();
  }

  /// A workbook whose one cell is a text of 400 MiB.
  private static byte[] bomb() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(1);
      for (var part :
          Map.of(
                  "[Content_Types].xml",
                  """
                  <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                  <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                  <Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                  </Types>\
                  """,
                  "xl/workbook.xml",
                  """
                  <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                  <sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>\
                  """,
                  "xl/_rels/workbook.xml.rels",
                  """
                  <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                  <Relationship Id="r1" Target="sheet.xml"
                  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
                  </Relationships>\
                  """)
              .entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(UTF_8));
      }
      zip.putNextEntry(new ZipEntry("xl/sheet.xml"));
      zip.write(
          ("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                  + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>")
              .getBytes(UTF_8));
      byte[] piece = "x".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i < 400; i++) {
        zip.write(piece);
      }
      zip.write("</t></is></c></row></sheetData></worksheet>".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
