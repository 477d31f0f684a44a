package dev.plotline.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plotline.sandbox.SandboxException.Kind;
import dev.plotline.sandbox.Session.Item;
import dev.plotline.sandbox.Session.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every interpreter and its sessions do.
public abstract class SandboxContract {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACklEQVR4nGMAAQAABQABDQottAAAAABJRU5ErkJggg==");

  private Session session;

  /// The interpreter under test.
  protected abstract Interpreter interpreter();

  @BeforeEach
  void start() throws Exception {
    session = interpreter().start("contract", Duration.ofMinutes(15));
  }

  @AfterEach
  void stop() {
    session.stop();
  }

  @Test
  void sessionKnowsItsEnd() {
    assertThat(session.id()).isNotBlank();
    assertThat(session.expiresAt())
        .isBetween(Instant.now().plusSeconds(14 * 60), Instant.now().plusSeconds(15 * 60));
  }

  @Test
  void variablesLastAndOutputsStayApart() throws Exception {
    run("x = 40");
    Output output = run("import sys\nprint(x + 2)\nprint('careful', file=sys.stderr)");
    assertThat(output.stdout()).isEqualTo("42\n");
    assertThat(output.stderr()).contains("careful");
    assertThat(output.exitCode()).isZero();
    assertThat(output.error()).isFalse();
    assertThat(output.time()).isPositive().isLessThan(LIMIT);
  }

  @Test
  void exceptionIsAnErrorThatKeepsWhatWasPrinted() throws Exception {
    Output output = run("print('before')\nraise ValueError('売上 is missing')");
    assertThat(output.error()).isTrue();
    assertThat(output.exitCode()).isNotZero();
    assertThat(output.stdout()).contains("before");
    assertThat(output.stderr()).contains("ValueError").contains("売上 is missing");
    assertThat(run("print('still here')").stdout()).isEqualTo("still here\n");
  }

  @Test
  void syntaxErrorIsAnError() throws Exception {
    assertThat(run("print('a'\nx = = 1").error()).isTrue();
  }

  @Test
  void commandRunsInTheWorkingFolder() throws Exception {
    session.write("a.txt", "hello".getBytes(UTF_8));
    assertThat(session.command("cat a.txt", LIMIT).stdout().strip()).isEqualTo("hello");
    Output failed = session.command("ls not-there", LIMIT);
    assertThat(failed.exitCode()).isNotZero();
    assertThat(failed.error()).isTrue();
  }

  @Test
  void javascriptRuns() throws Exception {
    Output output = session.run(Language.JAVASCRIPT, "console.log(6 * 7)", LIMIT);
    assertThat(output.stdout().strip()).as(output.stderr()).isEqualTo("42");
  }

  @Test
  void typescriptRunsOrSaysWhatItNeeds() throws Exception {
    Output output =
        session.run(Language.TYPESCRIPT, "const n: number = 42;\nconsole.log(n)", LIMIT);
    if (output.error()) {
      assertThat(output.stderr()).contains("Node.js");
    } else {
      assertThat(output.stdout().strip()).isEqualTo("42");
    }
  }

  @Test
  void pictureComesBackExactly() throws Exception {
    session.write("a.png", PNG);
    assertThat(session.read("a.png")).isEqualTo(PNG).hasSize(67);
    assertThat(run("import os\nprint(os.path.getsize('a.png'))").stdout()).isEqualTo("67\n");
  }

  @Test
  void textComesBackExactly() throws Exception {
    for (String text : List.of("", "a\r\nb\n", "\ufeffBOM", "売上;\"1,5\"\n", "no end of line")) {
      session.write("t.csv", text.getBytes(UTF_8));
      assertThat(session.read("t.csv")).asString(UTF_8).isEqualTo(text);
    }
  }

  @Test
  void bytesThatAreNoTextComeBackExactly() throws Exception {
    byte[] latin = {(byte) 0xe9, ';', (byte) 0x80, 0, 13, 10, (byte) 0xff, (byte) 0xfe};
    session.write("latin.csv", latin);
    assertThat(session.read("latin.csv")).isEqualTo(latin);
  }

  @Test
  void namesMayBeOfAnyScript() throws Exception {
    for (String name : List.of("売上 2024年.csv", "it's \"q\" & $HOME.txt", "a+b #1%20.csv")) {
      session.write(name, name.getBytes(UTF_8));
      assertThat(session.read(name)).asString(UTF_8).isEqualTo(name);
      assertThat(session.list("")).extracting(Item::name).contains(name);
      session.remove(List.of(name));
      assertThat(session.list("")).extracting(Item::name).doesNotContain(name);
    }
  }

  @Test
  void nestedFolderIsListedByItself() throws Exception {
    run("import os\nos.makedirs('out/図', exist_ok=True)\nopen('out/図/a.txt', 'w').write('x')");
    session.write("out/図/b.txt", new byte[] {1, 2, 3});
    assertThat(session.read("out/図/a.txt")).asString(UTF_8).isEqualTo("x");
    assertThat(session.list("")).contains(new Item("out", true, -1));
    assertThat(session.list("out/図"))
        .extracting(Item::name)
        .containsExactlyInAnyOrder("a.txt", "b.txt");
  }

  @Test
  void newSessionShowsNothingOfTheServicesOwn() throws Exception {
    run("import tempfile, matplotlib.pyplot as plt");
    session.write("mine.csv", new byte[] {1});
    assertThat(session.list("")).extracting(Item::name).containsExactly("mine.csv");
  }

  @Test
  void largestBlocksPass() throws Exception {
    byte[] written = new byte[Session.WRITE_LIMIT];
    new Random(3).nextBytes(written);
    session.write("large.bin", written);
    assertThat(
            run("import hashlib\nprint(hashlib.sha256(open('large.bin','rb').read()).hexdigest())")
                .stdout()
                .strip())
        .isEqualTo(sha256(written));
    run(
        "open('part.bin','wb').write(open('large.bin','rb').read(%d))"
            .formatted(Session.READ_LIMIT));
    assertThat(session.read("part.bin"))
        .isEqualTo(java.util.Arrays.copyOf(written, Session.READ_LIMIT));
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(failure(() -> session.read("none.csv")).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void pathsDoNotLeaveTheFolder() {
    for (String path : List.of("../out.txt", "/etc/plotline.txt")) {
      assertThat(failure(() -> session.write(path, new byte[] {1})).kind())
          .as(path)
          .isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void sessionsShareNothing() throws Exception {
    Session other = interpreter().start("contract-2", Duration.ofMinutes(15));
    try {
      run("secret = 1");
      session.write("secret.txt", new byte[] {1});
      assertThat(other.id()).isNotEqualTo(session.id());
      assertThat(other.run(Language.PYTHON, "print(secret)", LIMIT).stderr()).contains("NameError");
      assertThat(failure(() -> other.read("secret.txt")).kind()).isEqualTo(Kind.REFUSED);
    } finally {
      other.stop();
    }
  }

  @Test
  void stoppedSessionIsGone() {
    session.stop();
    session.stop();
    assertThat(failure(() -> run("1")).kind()).isEqualTo(Kind.GONE);
    assertThat(failure(() -> session.read("a")).kind()).isEqualTo(Kind.GONE);
  }

  @Test
  void codeOverItsLimitIsATimeout() {
    assertThat(
            failure(() ->
                    session.run(
                        Language.PYTHON, "import time\ntime.sleep(600)", Duration.ofMillis(500)))
                .kind())
        .isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void interruptAbandonsTheRun() throws Exception {
    run("1");
    var outcome = new CompletableFuture<Throwable>();
    Thread runner =
        Thread.ofVirtual()
            .start(
                () -> outcome.complete(catchThrowable(() -> run("import time\ntime.sleep(600)"))));
    runner.interrupt();
    assertThat(outcome.get(5, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void longOutputComesWhole() throws Exception {
    Output output = run("for i in range(20000):\n    print('line', i, 'é')");
    assertThat(output.stdout()).startsWith("line 0 é\n").endsWith("line 19999 é\n");
  }

  private Output run(String code) throws SandboxException, InterruptedException {
    return session.run(Language.PYTHON, code, LIMIT);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static SandboxException failure(ThrowingCallable call) {
    return catchThrowableOfType(SandboxException.class, call);
  }
}
