package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Code that reaches for other processes and files of the very user it runs as. Where Plotline is
/// started by an ordinary user and Landlock has to do, these are that person's own; as root, the
/// neighbours are made for the user of the session.
class NeighbourAttackIT extends Tiers {
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "neighbour");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    own(folder);
  }

  @AfterEach
  void deleteFolder() {
    Trees.delete(folder);
  }

  private static int uid() throws IOException {
    return Root.isOurs() && Files.getAttribute(work(), "unix:uid") instanceof Integer uid
        ? uid
        : -1;
  }

  private static void own(Path path) throws IOException {
    if (uid() >= 0) {
      Files.setAttribute(path, "unix:uid", uid());
      Files.setAttribute(path, "unix:gid", uid());
    }
  }

  /// A file of the session's user that isn't the session's, and when its attributes last changed.
  private record Victim(Path path, Object changed) {
    static Victim at(Path path) throws IOException {
      Files.writeString(path, "mine");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      own(path);
      return new Victim(path, Files.getAttribute(path, "unix:ctime"));
    }

    void isUntouched() throws IOException {
      assertThat(Files.getAttribute(path, "unix:ctime")).isEqualTo(changed);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-r--r--");
    }
  }

  private static Process start(String... command) throws IOException {
    var whole = new ArrayList<>(Root.drop(uid()));
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// What the kernel says of a process's priority, limits and processors.
  private static List<String> state(Process process) throws IOException {
    var proc = Path.of("/proc/" + process.pid());
    var state = new ArrayList<>(Files.readAllLines(proc.resolve("limits")));
    var stat = Files.readString(proc.resolve("stat")).replaceFirst(".*\\) ", "").split(" ", -1);
    state.addAll(List.of(stat[15], stat[16], stat[38])); // priority, nice, policy
    Files.readAllLines(proc.resolve("status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed"))
        .forEach(state::add);
    return state;
  }

  @Test
  void otherProcessesKeepTheirPrioritiesLimitsAndProcessors() throws Exception {
    var neighbour = start("/bin/sleep", "1000");
    try {
      var before = state(neighbour);
      var outcome =
          python(
              """
              import ctypes, os, resource
              libc, x86, pid = ctypes.CDLL(None), os.uname().machine == "x86_64", %d
              rank = 251 if x86 else 30
              attempts = [lambda: os.setpriority(os.PRIO_PROCESS, pid, 19), lambda: os.setpriority(os.PRIO_USER, 0, 19),
                  lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19), lambda: os.setpriority(os.PRIO_PGRP, os.getpgid(pid), 19),
                  lambda: os.setpriority(os.PRIO_PGRP, 0, 19),
                  lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, 3)), lambda: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1)),
                  lambda: os.sched_setaffinity(pid, {min(os.sched_getaffinity(0))}),
                  lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
                  lambda: os.sched_setparam(pid, os.sched_param(0)), lambda: os.kill(pid, 19)]
              for n, attempt in enumerate(attempts):
                  try: attempt(); print("did", n)
                  except OSError: pass
              print([libc.syscall(rank, which, who, 3 << 13) for which, who in ((1, pid), (2, os.getpgrp()), (3, os.getuid()))])
              """
                  .formatted(neighbour.pid()));
      assertThat(outcome).isEqualTo(new Outcome("[-1, -1, -1]\n", "", 0, false));
      assertThat(state(neighbour)).isEqualTo(before);
    } finally {
      neighbour.destroyForcibly().waitFor();
    }
  }

  @Test
  void itsOwnPriorityLimitsAndProcessorsAreItsOwn() {
    var outcome =
        python(
            """
            import os, resource, subprocess
            os.sched_setaffinity(0, os.sched_getaffinity(0)); os.sched_setaffinity(os.getpid(), os.sched_getaffinity(0))
            resource.setrlimit(resource.RLIMIT_CPU, (900, 901)); resource.prlimit(os.getpid(), resource.RLIMIT_CPU)
            subprocess.run(["nice", "-n", "2", "true"]).returncode, subprocess.run(["ionice", "-c", "3", "true"]).returncode
            """);
    assertThat(outcome).isEqualTo(new Outcome("(0, 0)\n", "", 0, false));
    python("import os; os._exit(0)"); // or it would end after 15 minutes of work
  }

  @Test
  void otherFilesKeepTheirModesDatesAndOwners() throws IOException {
    var victim = Victim.at(folder.resolve("victim"));
    var outcome =
        python(
            """
            import os
            path = "%s"
            os.path.lexists("link") or os.symlink(path, "link")
            for name in (path, "link", os.path.relpath(path), os.path.dirname(path)):
                for n, change in enumerate((lambda: os.chmod(name, 0o777), lambda: os.utime(name), lambda: os.utime(name, (1, 1)),
                               lambda: os.chown(name, -1, os.getgid()), lambda: os.lchown(name, os.getuid(), -1),
                               lambda: os.setxattr(name, "user.a", b"1"), lambda: os.chmod(os.open(name, os.O_PATH), 0o777))):
                    if name == "link" and n == 4: continue
                    try: change(); print("did", n, name)
                    except OSError: pass
            os.remove("link")
            """
                .formatted(victim.path()));
    assertThat(outcome).isEqualTo(new Outcome("", "", 0, false));
    victim.isUntouched();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-xr-x");
  }

  /// The interpreter's own folder can be read, so there are descriptors of what is in it.
  @Test
  void filesThatCanOnlyBeReadKeepTheirModesDatesAndFlags() throws IOException {
    var name = "victim-" + UUID.randomUUID();
    var victims = new ArrayList<Victim>();
    try (var drivers = Files.newDirectoryStream(base(), "driver-????????????????")) {
      for (var driver : drivers) {
        victims.add(Victim.at(driver.resolve(name)));
      }
      var outcome =
          python(
              """
              import ctypes, fcntl, os
              path = os.environ["PATH"].split("/bin:")[0] + "/%s"
              fd = os.open(path, os.O_RDONLY)
              print(os.read(fd, 10))
              for n, change in enumerate((lambda: os.fchmod(fd, 0o777), lambda: os.chmod(path, 0), lambda: os.utime(fd, (1, 1)),
                      lambda: os.utime(path), lambda: os.fchown(fd, -1, os.getgid()), lambda: os.setxattr(fd, "user.a", b"1"),
                      lambda: os.chmod(f"/proc/self/fd/{fd}", 0o777), lambda: os.chmod(f"/dev/fd/{fd}", 0o777),
                      lambda: fcntl.ioctl(fd, 0x40086602, b"\\x40\\0\\0\\0\\0\\0\\0\\0"))):
                  try: change(); print("did", n)
                  except OSError: pass
              """
                  .formatted(name));
      assertThat(outcome).isEqualTo(new Outcome("b'mine'\n", "", 0, false));
      for (var victim : victims) {
        victim.isUntouched();
      }
    } finally {
      for (var victim : victims) {
        Files.delete(victim.path());
      }
    }
  }

  @Test
  void aLinkSwappedDuringTheChangeLeadsNowhereElse() throws IOException {
    var victim = Victim.at(folder.resolve("victim"));
    python(
        """
        import os, threading
        os.makedirs("inner", exist_ok=True); open("inner/victim", "w").close(); os.symlink("inner", "swapped")
        over = False
        def swap():
            while not over:
                for target in ("%s", "inner"):
                    os.symlink(target, "next"); os.rename("next", "swapped")
        thread = threading.Thread(target=swap); thread.start()
        done = refused = 0
        while done < 300 or refused < 300:
            try: os.chmod("swapped/victim", 0o777); done += 1
            except OSError: refused += 1
        over = True; thread.join()
        os.remove("swapped")
        """
            .formatted(folder));
    assertThat(python("done >= 300 <= refused").out()).isEqualTo("True\n");
    victim.isUntouched();
  }

  /// The supervisor opens folders that code has closed to it, in order to count what is in them.
  @Test
  void aLinkPutInThePlaceOfAClosedFolderOpensNothingElse() throws IOException {
    var victim = Victim.at(folder.resolve("victim"));
    var changed = Files.getAttribute(folder, "unix:ctime");
    var outcome =
        python(
            """
            import ctypes, os, threading, time
            libc, exchange = ctypes.CDLL(None), 316 if os.uname().machine == "x86_64" else 276
            names = [(b"closed%%d" %% n, b"link%%d" %% n) for n in range(300)]
            for closed, link in names: os.mkdir(closed, 0); os.symlink("%s", link)
            end = time.monotonic() + 4
            def swap():
                while time.monotonic() < end:
                    for closed, link in names: libc.syscall(exchange, -100, closed, -100, link, 2)
            threads = [threading.Thread(target=swap) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            for pair in names:
                for name in pair: os.unlink(name) if os.path.islink(name) else os.rmdir(name)
            """
                .formatted(folder));
    assertThat(outcome).isEqualTo(new Outcome("", "", 0, false));
    assertThat(Files.getAttribute(folder, "unix:ctime")).isEqualTo(changed);
    victim.isUntouched();
  }

  /// A signal takes back a change that waits for its answer; that must not be taken for the end of
  /// whoever asked.
  @Test
  void changesAreMadeAfterSignalsHaveInterruptedThem() {
    var outcome =
        python(
            """
            import os, signal
            open("mine", "w").close(); came = 0
            def count(*_):
                global came
                came += 1
            signal.signal(signal.SIGALRM, count); signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
            try:
                while came < 5000:
                    try: os.chmod("mine", 0o640)
                    except InterruptedError: pass
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0); signal.signal(signal.SIGALRM, signal.SIG_DFL)
            os.chmod("mine", 0o600); oct(os.stat("mine").st_mode)
            """);
    assertThat(outcome).isEqualTo(new Outcome("'0o100600'\n", "", 0, false));
  }

  /// These have no path: a small number is enough to take them.
  @Test
  void memoryQueuesAndSemaphoresOfOtherProcessesAreOutOfReach() throws Exception {
    var neighbour =
        start(
            Pythons.python().toString(),
            "-c",
            """
            import ctypes, sys
            libc = ctypes.CDLL(None); libc.shmat.restype = ctypes.c_void_p
            ids = libc.shmget(0, 4096, 0o1600), libc.semget(0, 1, 0o1600), libc.msgget(0, 0o1600)
            ctypes.memmove(libc.shmat(ids[0], None, 0), b"secret", 6)
            print(*ids, flush=True)
            sys.stdin.read()
            print(libc.shmctl(ids[0], 0, None), libc.semctl(ids[1], 0, 0, 0), libc.msgctl(ids[2], 0, None))
            """);
    try (var out = neighbour.inputReader()) {
      var ids = String.valueOf(out.readLine()).replace(' ', ',');
      assertThat(ids).matches("\\d+,\\d+,\\d+");
      var outcome =
          python(
              """
              import ctypes
              libc = ctypes.CDLL(None); libc.shmat.restype = ctypes.c_long
              shm, sem, msg = %s
              print(libc.shmat(shm, None, 0), libc.shmctl(shm, 0, None), libc.semctl(sem, 0, 0, 0), libc.msgctl(msg, 0, None),
                    libc.msgrcv(msg, b"x" * 100, 10, 0, 0o4000), libc.semop(sem, b"\\0\\0\\1\\0\\0\\0", 1), libc.mq_unlink(b"/x"))
              """
                  .formatted(ids));
      assertThat(outcome.out()).isEqualTo("-1 -1 -1 -1 -1 -1 -1\n");
      neighbour.outputWriter(UTF_8).close();
      assertThat(out.readLine())
          .as("they were there until their owner removed them")
          .isEqualTo("0 0 0");
    } finally {
      neighbour.destroyForcibly().waitFor();
    }
  }

  @Test
  void namesOfFilesElsewhereAreNotWatched() throws IOException {
    var outcome =
        python(
            """
            import ctypes, os
            libc = ctypes.CDLL(None)
            print(libc.inotify_add_watch(libc.inotify_init1(0), b"%s", 0x100))
            """
                .formatted(folder));
    assertThat(outcome.out()).isEqualTo("-1\n");
    assertThat(python("import os; os.listdir('" + folder + "')").isError()).isTrue();
  }
}
