package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolResultStructuredContent;

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

  /// Else, as root, sessions live in a folder of the machine, which other interpreters sweep too.
  @BeforeEach
  void letSessionsLiveHere() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK", "NONE"})
  void aStoppedSessionTakesItsDaemonsWithIt(Confinement confinement) throws IOException {
    var before = ProcessHandle.current().descendants().toList();
    try (var interpreter =
            LocalInterpreter.start(Pythons.options(home).withConfinement(confinement));
        var client = new Client(interpreter)) {
      var session = client.start();
      assertThat(client.python(session, STUBBORN).isError()).isFalse();
      assertThat(childrenSince(before)).hasSizeGreaterThan(3);
      client.stop(session);
      assertThat(childrenSince(before)).isEmpty();
      assertThat(sessions(interpreter)).isEmpty();
      client.python(client.start(), STUBBORN);
    }
    assertThat(childrenSince(before)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK"})
  void manySessionsLeaveNothing(Confinement confinement) throws IOException {
    int count = Integer.getInteger("plotline.soak", 100);
    try (var interpreter =
            LocalInterpreter.start(Pythons.options(home).withConfinement(confinement));
        var client = new Client(interpreter, 4)) {
      openAndClose(client, 12); // connections and classes open handles of their own, once
      var before = ProcessHandle.current().descendants().toList();
      long handles = handles();
      openAndClose(client, count);
      assertThat(childrenSince(before)).isEmpty();
      assertThat(sessions(interpreter)).isEmpty();
      awaitHandles(handles + 10);
    }
  }

  /// Four at a time, each of which has run something.
  private static void openAndClose(Client client, int count) {
    var wrong = new ConcurrentLinkedQueue<String>();
    try (var several = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < count; i++) {
        several.execute(() -> openAndClose(client, wrong));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// A pipe of a process that has ended is closed by the JVM soon after. Fewer handles than before
  /// are those of other tests.
  private static void awaitHandles(long most) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (handles() > most && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(handles()).isPositive().isLessThanOrEqualTo(most);
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

  /// Where we are root, what code could put beside its folders would be met by root.
  @ParameterizedTest
  @EnumSource(names = {"LANDLOCK", "NONE"})
  void codeCanPutNothingInTheWayOfTheNextStart(Confinement confinement) throws Exception {
    try (var interpreter =
            LocalInterpreter.start(Pythons.options(home).withConfinement(confinement));
        var client = new Client(interpreter)) {
      var session = client.start();
      var folder = interpreter.run().resolve(session);
      var precious = Files.writeString(home.resolve("precious"), "x");
      client.python(
          session,
          """
          import os
          for name in ("errors", "log", "x"):
              for plant in (os.unlink, os.mkfifo):
                  try: plant("../" + name)
                  except OSError: pass
          try: os.symlink("%s", "../link")
          except OSError: pass
          """
              .formatted(precious));
      if (Root.isOurs()) {
        assertThat(names(folder)).containsExactlyInAnyOrder("work", "tmp", "shared");
      }
      interpreter.faults().next(new Fault.KilledProcesses());
      assertThat(client.python(session, "40 + 2").structuredContent().stdout()).isEqualTo("42\n");
      client.stop(session);
      assertThat(folder).doesNotExist();
      assertThat(precious).hasContent("x");
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> String.valueOf(path.getFileName())).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK"})
  void aKilledJvmLeavesNoProcessAndTheNextStartSweepsOnlyItsFolders(Confinement confinement)
      throws Exception {
    try (var other = LocalInterpreter.start(Pythons.options(home));
        var client = new Client(other)) {
      var session = client.start();
      client.write(session, "mine.txt", "x");
      var run = startAndKill(confinement, _ -> {});
      assertThat(run).hasParent(other.run().getParent()).exists();
      try (var next = LocalInterpreter.start(Pythons.options(home))) {
        assertThat(next.run()).hasParent(run.getParent());
        assertThat(run).doesNotExist();
      }
      assertThat(client.read(session, "mine.txt").isError()).isFalse();
    }
  }

  /// A supervisor that hangs doesn't see that its input was closed.
  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK", "NONE"})
  void aKilledJvmLeavesNoProcessWhenItsSandboxesHang(Confinement confinement) throws Exception {
    startAndKill(
        confinement,
        jvm -> {
          var outermost = jvm.children().toList();
          jvm.descendants().filter(one -> !outermost.contains(one)).forEach(LeftoverIT::hang);
        });
  }

  /// The kernel tells it so once for each thread of a killed JVM that it was a child of in turn.
  @ParameterizedTest
  @EnumSource(names = {"LANDLOCK", "NONE"})
  void aGuardThatIsToldToEndAgainAndAgainLeavesNoProcess(Confinement confinement) throws Exception {
    var self = ProcessHandle.current();
    var before = self.descendants().toList();
    try (var interpreter =
            LocalInterpreter.start(Pythons.options(home).withConfinement(confinement));
        var client = new Client(interpreter)) {
      client.python(client.start(), STUBBORN);
      var guard = self.children().filter(one -> !before.contains(one)).findFirst().orElseThrow();
      var below = guard.descendants().toList();
      assertThat(below).hasSizeGreaterThan(4);
      below.forEach(LeftoverIT::hang);
      while (guard.isAlive()) {
        guard.destroy();
      }
      for (var one : below) {
        one.onExit().get(5, TimeUnit.MINUTES);
      }
    }
  }

  private static void hang(ProcessHandle process) {
    try {
      new ProcessBuilder("/bin/kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A JVM with sessions, killed; gives the folder that it leaves when all its processes are gone.
  private Path startAndKill(Confinement confinement, Consumer<Process> before) throws Exception {
    var process = doomed(confinement).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var out = process.inputReader()) {
      var run = Path.of(String.valueOf(out.readLine()));
      assertThat(out.readLine()).isEqualTo("ready");
      var below = process.descendants().toList();
      assertThat(below).hasSizeGreaterThan(4);
      before.accept(process);
      process.destroyForcibly().waitFor();
      for (var one : below) {
        one.onExit().get(5, TimeUnit.MINUTES);
      }
      return run;
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

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK"})
  void aKilledSandboxLeavesNoProcessAndItsSessionGoesOnWithItsFiles(Confinement confinement)
      throws Exception {
    var before = ProcessHandle.current().descendants().toList();
    try (var interpreter =
            LocalInterpreter.start(Pythons.options(home).withConfinement(confinement));
        var client = new Client(interpreter)) {
      var session = client.start();
      client.python(session, STUBBORN);
      var self = ProcessHandle.current();
      var outermost = self.children().filter(one -> !before.contains(one)).toList();
      var below = self.descendants().filter(one -> !before.contains(one)).toList();
      assertThat(outermost).hasSize(1);
      assertThat(below).hasSizeGreaterThan(4);
      outermost.getFirst().destroyForcibly();
      for (var one : below) {
        one.onExit().get(5, TimeUnit.MINUTES);
      }
      var result = firstAfterTheEnd(client, session);
      assertThat(result.stdout()).isEqualTo("'x'\n");
      assertThat(result.stderr()).contains("variables are gone, files are kept");
    }
  }

  /// The end is seen when the pipe closes: a call on the way before that is lost with it.
  private static ToolResultStructuredContent firstAfterTheEnd(Client client, String session) {
    while (true) {
      var result = client.python(session, "open('left.txt').read()");
      if (result.structuredContent() != null) {
        return result.structuredContent();
      }
      assertThat(result.content().getFirst().text()).contains("sandbox had ended");
    }
  }

  @Test
  void thePipeOfEachSessionIsReadOnAPlatformThread() {
    try (var interpreter = LocalInterpreter.start(Pythons.options(home));
        var client = new Client(interpreter)) {
      var session = client.start();
      assertThat(Thread.getAllStackTraces().keySet()) // platform threads only
          .extracting(Thread::getName)
          .contains("session-" + session, "session-starter");
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

  /// Live processes below this one, without those that other tests have left, which end meanwhile.
  private static List<ProcessHandle> childrenSince(List<ProcessHandle> before) {
    return ProcessHandle.current()
        .descendants()
        .filter(one -> one.isAlive() && !before.contains(one))
        .toList();
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
