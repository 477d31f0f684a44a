package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What stays behind: nothing. No process, no folder, no open file.
class LeftoverIT {
  private static final String STUBBORN =
      """
      import os, subprocess, sys
      subprocess.Popen(["sh", "-c", "trap '' TERM HUP INT; while :; do sleep 1; done"], start_new_session=True)
      if os.fork() == 0:
          os.setsid()
          if os.fork() == 0:
              import time
              while True: time.sleep(1)
          os._exit(0)
      open("left.txt", "w").write("x")
      """;

  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK", "NONE"})
  void aStoppedSessionTakesItsDaemonsWithIt(Confinement confinement) throws IOException {
    long before = children();
    try (var interpreter =
            LocalInterpreter.start(Pythons.options(home).withConfinement(confinement));
        var client = new Client(interpreter)) {
      var session = client.start();
      assertThat(client.python(session, STUBBORN).isError()).isFalse();
      assertThat(children()).isGreaterThan(before + 3);
      client.stop(session);
      assertThat(children()).isEqualTo(before);
      assertThat(sessions(interpreter)).isEmpty();
      client.python(client.start(), STUBBORN);
    }
    assertThat(children()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK"})
  void aHundredSessionsLeaveNothing(Confinement confinement) throws IOException {
    int count = Integer.getInteger("plotline.soak", 100);
    try (var interpreter =
            LocalInterpreter.start(Pythons.options(home).withConfinement(confinement));
        var client = new Client(interpreter)) {
      client.stop(client.start());
      long processes = children();
      long handles = handles();
      var wrong = new ConcurrentLinkedQueue<String>();
      try (var several = Executors.newFixedThreadPool(4)) {
        for (int i = 0; i < count; i++) {
          several.execute(() -> openAndClose(client, wrong));
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(children()).isEqualTo(processes);
      assertThat(handles()).isCloseTo(handles, org.assertj.core.data.Offset.offset(10L));
      assertThat(sessions(interpreter)).isEmpty();
    }
  }

  private static void openAndClose(Client client, Queue<String> wrong) {
    try {
      var session = client.start();
      var out = client.python(session, "print(1)").structuredContent().stdout();
      client.stop(session);
      if (!out.equals("1\n")) {
        wrong.add(out);
      }
    } catch (RuntimeException e) {
      wrong.add(e.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK"})
  void aKilledJvmLeavesNoProcessAndTheNextStartSweepsItsFolders(Confinement confinement)
      throws Exception {
    var process = doomed(confinement).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<ProcessHandle> below;
    Path run;
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      run = Path.of(String.valueOf(out.readLine()));
      assertThat(out.readLine()).isEqualTo("ready");
      below = process.descendants().toList();
      assertThat(below).hasSizeGreaterThan(4);
      process.destroyForcibly().waitFor();
    }
    for (var one : below) {
      one.onExit().get(20, TimeUnit.SECONDS);
    }
    try (var next = LocalInterpreter.start(Pythons.options(home).withConfinement(confinement))) {
      assertThat(next.run()).hasParent(run.getParent());
      assertThat(run).doesNotExist();
    }
  }

  private ProcessBuilder doomed(Confinement confinement) {
    return new ProcessBuilder(
        ProcessHandle.current().info().command().orElseThrow(),
        "-cp",
        System.getProperty("java.class.path"),
        Doomed.class.getName(),
        home.toString(),
        confinement.name());
  }

  /// A JVM that will be killed.
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] arguments) throws InterruptedException {
      var interpreter =
          LocalInterpreter.start(
              Pythons.options(Path.of(arguments[0]))
                  .withConfinement(Confinement.valueOf(arguments[1])));
      var client = new Client(interpreter);
      client.python(client.start(), STUBBORN);
      client.python(client.start(), "1");
      System.out.println(interpreter.run());
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  @Test
  void twoStartsOnOneHomeLeaveEachOtherAlone() throws Exception {
    try (var first = LocalInterpreter.start(Pythons.options(home));
        var client = new Client(first)) {
      var session = client.start();
      client.write(session, "mine.txt", "x");
      try (var second = LocalInterpreter.start(Pythons.options(home))) {
        assertThat(second.base()).isEqualTo(first.base());
      }
      startInAnotherJvm();
      assertThat(client.read(session, "mine.txt").isError()).isFalse();
    }
  }

  /// Which knows nothing of the locks of this one but what the system tells.
  private void startInAnotherJvm() throws Exception {
    var process = doomed(Confinement.BUBBLEWRAP).redirectErrorStream(true).start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.lines().anyMatch("ready"::equals)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aTreeThatNoPathCanNameIsDeletedWithItsSession() throws IOException {
    try (var interpreter = LocalInterpreter.start(Pythons.options(home));
        var client = new Client(interpreter)) {
      var session = client.start();
      var code =
          """
          import os
          for n in range(60): os.mkdir("d" * 200); os.chdir("d" * 200)
          open("deep", "w").close(); os.chdir(os.environ["HOME"])
          open(b"\\xff", "w").close(); os.mkdir("closed"); open("closed/x", "w").close(); os.chmod("closed", 0)
          """;
      assertThat(client.python(session, code).structuredContent().stderr()).isEmpty();
      client.stop(session);
      assertThat(sessions(interpreter)).isEmpty();
    }
  }

  /// Processes below this one, without those of the build.
  private static long children() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
  }

  private static long handles() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static List<Path> sessions(LocalInterpreter interpreter) throws IOException {
    try (Stream<Path> runs = Files.list(interpreter.run())) {
      return runs.filter(Files::isDirectory).toList();
    }
  }
}
