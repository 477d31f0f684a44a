package dev.plotline.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.OnLocalStack;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What a thread's next session has of its last one.
class RestorationIT extends OnLocalStack {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final List<Journal> journals = new ArrayList<>();
  private ThreadKey thread = new ThreadKey("program", "", "");
  private Sandboxes sandboxes = process();

  @BeforeEach
  void open(TestInfo test) {
    thread = new ThreadKey("program", "restored", test.getDisplayName());
  }

  @Test
  void variablesFunctionsClassesFramesAndRandomNumbersAreBack() throws Exception {
    put("sales.csv", "region,amount\nNorth,1\nSouth,2\n");
    run(
        """
        import pandas as pd, random
        from collections import Counter
        df = pd.read_csv('sales.csv')
        def double(x):
            return 2 * x
        class Box:
            def __init__(self, value):
                self.value = value
        """);
    run("box = Box(double(21))\nrandom.seed(5)\nfirst = random.random()\nc = Counter('aab')");
    endTurn();
    end();
    assertThat(
            run("print(box.value, double(4), df.amount.sum(), c['a'], random.random() != first)"))
        .isEqualTo("42 8 3 2 True\n");
    assertThat(notices())
        .containsExactly(
            "The session was ended; a new one was started. 1 file was put back. 2 runs of code were"
                + " repeated in it, with the same results.");
  }

  @Test
  void whatCameOutDifferentlyIsNamed() throws Exception {
    run("import time\nstamp = time.time_ns()");
    run("print(time.time_ns())");
    run("import random\nrandom.random()\nsame = 1");
    endTurn();
    end();
    assertThat(run("print(same)")).isEqualTo("1\n");
    assertThat(notices())
        .singleElement()
        .asString()
        .endsWith("this is different from before: `print(time.time_ns())`, random numbers, stamp.");
  }

  @Test
  void chartsAreCompared() throws Exception {
    run("import matplotlib.pyplot as plt, time\nplt.plot([1, 2])");
    run("plt.bar([1], [2])\nplt.title(str(time.time_ns()))");
    endTurn();
    end();
    run("pass");
    assertThat(notices())
        .singleElement()
        .asString()
        .endsWith("this is different from before: a chart of `plt.bar([1], [2])`.");
  }

  @Test
  void whatWasInstalledIsInstalledAgain() throws Exception {
    // What pip does with a wheel; pip itself refuses where there is no network.
    run(
        """
        import zipfile
        with zipfile.ZipFile('tiny-1.0-py3-none-any.whl', 'w') as wheel:
            wheel.writestr('tiny.py', 'answer = 42')
        """);
    run("!python3 -m zipfile -e tiny-1.0-py3-none-any.whl installed");
    assertThat(run("import sys\nsys.path.insert(0, 'installed')\nimport tiny\nprint(tiny.answer)"))
        .isEqualTo("42\n");
    endTurn();
    end();
    assertThat(run("print(tiny.answer, tiny.__name__)")).isEqualTo("42 tiny\n");
    assertThat(notices()).singleElement().asString().contains("3 runs of code were repeated");
  }

  @Test
  void eachRunFindsTheFilesAsTheyWereThen() throws Exception {
    put("n.csv", "n\n1\n");
    run(
        """
        import pandas as pd
        df = pd.read_csv('n.csv')
        df['n'] += 1
        df.to_csv('n.csv', index=False)
        print(df.n[0])
        """);
    save("n.csv", "n\n2\n");
    put("n.csv", "n\n10\n");
    run("df2 = pd.read_csv('n.csv')\nprint(df2.n[0])\nopen('log.txt', 'a').write('once')");
    save("log.txt", "once");
    endTurn();
    end();
    assertThat(run("print(df.n[0], df2.n[0], open('log.txt').read(), open('n.csv').read())"))
        .isEqualTo("2 10 once n\n10\n\n");
    assertThat(notices()).singleElement().asString().endsWith("with the same results.");
  }

  @Test
  void aFileThatComesOutOtherwiseIsTheStoredOne() throws Exception {
    run("import time\nopen('t.txt', 'w').write(str(time.time_ns()))");
    String first = run("print(open('t.txt').read(), end='')");
    save("t.txt", first);
    journals.clear();
    sandbox().takeJournal();
    run("open('t.txt', 'w').write(str(time.time_ns()))");
    first = run("x = 1\nprint('read')\nraise SystemExit");
    endTurn();
    save("t.txt", "stored");
    end();
    assertThat(run("print(open('t.txt').read(), x)")).isEqualTo("stored 1\n");
    assertThat(first).isEqualTo("read\n");
  }

  @Test
  void whatStoodBeforeTheFailingLineHasItsEffectAgain() throws Exception {
    run("kept = 7\nprint(missing)");
    endTurn();
    end();
    assertThat(run("print(kept)")).isEqualTo("7\n");
    assertThat(notices()).singleElement().asString().endsWith("with the same results.");
  }

  @Test
  void filesWrittenOnTheModelsBehalfAndCommandsAreRepeated() throws Exception {
    sandbox().write("a/b.txt", () -> new ByteArrayInputStream("text".getBytes(UTF_8)));
    sandbox().command("cp a/b.txt c.txt && echo done", LIMIT);
    sandbox().write("gone.txt", () -> new ByteArrayInputStream("x".getBytes(UTF_8)));
    sandbox().remove(List.of("gone.txt"));
    endTurn();
    end();
    assertThat(
            run(
                "import os\nprint(open('a/b.txt').read(), open('c.txt').read(), "
                    + "os.path.exists('gone.txt'))"))
        .isEqualTo("text text False\n");
  }

  @Test
  void aSessionThatIsLostInTheMiddleOfATurnIsRestoredToo() throws Exception {
    run("a = 1");
    endTurn();
    run("b = a + 1");
    end();
    assertThat(run("print(a + b)")).isEqualTo("3\n");
    assertThat(notices()).singleElement().asString().contains("2 runs of code were repeated");
  }

  @Test
  void whatTookTooLongIsNotRepeatedAndTheFilesAreThere() throws Exception {
    put("kept.csv", "a\n1\n");
    endTurn();
    journals.add(
        new Journal(
            List.of(
                new Step.Ran(
                    "python", "x = 1", "", false, Duration.ofMinutes(2), Map.of(), List.of())),
            Map.of(),
            null));
    end();
    assertThat(run("import os\nprint('x' in globals(), os.path.exists('kept.csv'))"))
        .isEqualTo("False True\n");
    assertThat(notices())
        .containsExactly(
            "The session was ended; a new one was started. 1 file was put back. Variables from"
                + " before are gone: running everything again would take too long.");
  }

  @Test
  void withoutTheRecordTheFilesAreThereAndItIsSaid() throws Exception {
    put("kept.csv", "a\n1\n");
    var other =
        sandboxes(_ -> {
          throw new IOException("away");
        });
    var output =
        other.of(thread).run(Language.PYTHON, "print(open('kept.csv').read())", LIMIT).output();
    assertThat(output.stdout()).isEqualTo("a\n1\n\n");
    assertThat(other.of(thread).takeNotices())
        .singleElement()
        .asString()
        .endsWith("Variables from before are gone: what ran before can't be read now.");
  }

  @Test
  void anotherProcessFindsASessionThatIsStillAlive() throws Exception {
    run("x = 5");
    String id = sandbox().session();
    endTurn();
    sandboxes = process();
    assertThat(run("print(x)")).isEqualTo("5\n");
    assertThat(sandbox().session()).isEqualTo(id);
    assertThat(notices()).isEmpty();
  }

  @Test
  void aSessionThatAnotherProcessLeftEndsWithTheThreads() throws Exception {
    run("x = 5");
    String id = sandbox().session();
    endTurn();
    sandboxes = process();
    sandboxes.end(thread, "was ended because a file was taken back");
    assertThatThrownBy(() -> attached(id).list(""))
        .isInstanceOfSatisfying(
            SandboxException.class,
            e -> assertThat(e.kind()).isEqualTo(SandboxException.Kind.GONE));
    run("y = x");
    assertThat(sandbox().session()).isNotEqualTo(id);
    assertThat(notices())
        .singleElement()
        .asString()
        .startsWith("The session was ended because a file was taken back; a new one was started.");
  }

  private static Session attached(@Nullable String id) throws Exception {
    return requireNonNull(
        interpreter().attach(requireNonNull(id), Instant.now().plus(Duration.ofHours(1))));
  }

  @Test
  void aSessionThatWentOnBeyondTheRecordIsReplaced() throws Exception {
    run("x = 5");
    String id = sandbox().session();
    endTurn();
    run("x += 1");
    sandboxes = process();
    assertThat(run("print(x)")).isEqualTo("5\n");
    assertThat(sandbox().session()).isNotEqualTo(id);
    assertThat(notices()).singleElement().asString().endsWith("with the same results.");
  }

  private static CodeInterpreter interpreter() {
    return new CodeInterpreter(stack.clients(), "aws.codeinterpreter.v1", 50, Clock.systemUTC());
  }

  private static Sandboxes sandboxes(Journal.Source source) {
    var clock = Clock.systemUTC();
    return new Sandboxes(
        interpreter(),
        stack::workspace,
        new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
        Duration.ofMinutes(15),
        clock,
        source);
  }

  private Sandboxes process() {
    return sandboxes(_ -> List.copyOf(journals));
  }

  private Sandbox sandbox() {
    return sandboxes.of(thread);
  }

  private List<String> notices() {
    return sandbox().takeNotices();
  }

  private void endTurn() {
    journals.add(sandbox().takeJournal());
  }

  private void end() {
    sandbox().stop("was ended");
  }

  private String run(String code) throws Exception {
    return sandbox().run(Language.PYTHON, code, LIMIT).output().stdout();
  }

  /// A file that a person sent.
  private void put(String path, String text) throws Exception {
    sandbox().warm();
    sandbox().put(save(path, text), () -> new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private Workspace.Saved save(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    return stack.workspace(thread).save(path, () -> new ByteArrayInputStream(bytes), bytes.length);
  }
}
