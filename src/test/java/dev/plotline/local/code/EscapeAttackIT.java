package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Code that looks for a way out: into the system, the network, other processes.
class EscapeAttackIT extends Tiers {
  @Test
  void environmentIsOurOwn() {
    assertThat(python("import os; sorted(os.environ)").out().strip())
        .isEqualTo(
            """
            ['HOME', 'LANG', 'MALLOC_ARENA_MAX', 'MPLBACKEND', 'MPLCONFIGDIR', 'OMP_NUM_THREADS', \
            'OPENBLAS_NUM_THREADS', 'PATH', 'PIP_BREAK_SYSTEM_PACKAGES', \
            'PIP_DISABLE_PIP_VERSION_CHECK', 'PIP_RETRIES', 'PIP_TARGET', \
            'PYTHONDONTWRITEBYTECODE', 'PYTHONPATH', 'PYTHONUNBUFFERED', 'TMPDIR']\
            """);
  }

  @Test
  void noProcessShowsTheEnvironmentOfItsParents() {
    var outcome =
        python(
            """
            import glob, os
            shown = []
            for name in glob.glob("/proc/[0-9]*/environ"):
                if str(os.getpid()) not in name:
                    try: shown += [v for v in open(name).read().split("\\0") if v]
                    except OSError: pass
            sorted(v for v in set(shown) if v.split("=")[0] not in os.environ and not v.startswith("PWD="))
            """);
    assertThat(outcome.out()).isEqualTo("[]\n");
  }

  @Test
  void noProcessOfTheHostIsVisible() {
    var outcome = python("import os; print([p for p in os.listdir('/proc') if p.isdigit()])");
    if (isBubblewrap()) {
      assertThat(outcome.out().split(",")).hasSizeLessThan(5);
    } else {
      assertThat(outcome.err()).contains("PermissionError");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"environ", "mem", "maps", "fd", "cwd"})
  void memoryAndFilesOfTheProcessesAboveAreClosed(String entry) {
    var outcome =
        python(
            """
            import os
            for pid in (1, os.getppid()):
                path = f"/proc/{pid}/%s"
                try: print("open", os.readlink(path) if os.path.islink(path) else os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(10))
                except OSError as e: print("closed")
            """
                .formatted(entry));
    assertThat(outcome.out()).isEqualTo("closed\nclosed\n");
  }

  @Test
  void nothingOfTheHostIsReachedByNetwork() throws IOException {
    try (var host = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var outcome =
          python(
              """
              import socket
              for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                  try:
                      s = socket.socket(socket.AF_INET, kind)
                      s.connect(("127.0.0.1", %d)); s.send(b"x"); s.settimeout(0.5); s.recv(1)
                      print("reached")
                  except OSError as e: print(type(e).__name__)
              try: print(socket.create_connection(("198.51.100.1", 80), 1))
              except OSError: print("no route")
              """
                  .formatted(host.getLocalPort()));
      assertThat(outcome.out()).doesNotContain("reached").endsWith("no route\n");
    }
  }

  @Test
  void namesAreNotResolved() {
    assertThat(python("import socket; socket.getaddrinfo('example.com', 80)").err())
        .contains("gaierror");
  }

  @Test
  void unixSocketsOfTheHostAreOutOfReach() throws IOException {
    var folder = Files.createTempDirectory(Path.of("/tmp"), "sock");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var path = folder.resolve("s");
    try (var host = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      host.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
      var outcome =
          python(
              """
              import socket
              for make in (lambda: socket.socket(socket.AF_UNIX), lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0]):
                  try:
                      make().connect("%s"); print("reached")
                  except OSError as e: print("refused")
              """
                  .formatted(path));
      assertThat(outcome.out()).isEqualTo("refused\nrefused\n");
    } finally {
      Files.deleteIfExists(path);
      Files.delete(folder);
    }
  }

  @Test
  void abstractSocketsOfTheHostAreOutOfReach() throws IOException {
    var name = "plotline-" + UUID.randomUUID();
    var host =
        new ProcessBuilder(
                Pythons.python().toString(),
                "-c",
                "import socket, sys; s = socket.socket(socket.AF_UNIX); s.bind('\\0' + sys.argv[1]);"
                    + " s.listen(); print('ready', flush=True); sys.stdin.read()",
                name)
            .start();
    try {
      assertThat(host.inputReader().readLine()).isEqualTo("ready");
      var outcome =
          python(
              """
              import socket
              try: socket.socket(socket.AF_UNIX).connect("\\0%s"); print("reached")
              except OSError: print("refused")
              """
                  .formatted(name));
      assertThat(outcome.out()).isEqualTo("refused\n");
    } finally {
      host.destroyForcibly();
    }
  }

  @Test
  void thereIsNoNetworkButItsOwnLoopback() {
    var outcome = python("import socket; [name for _, name in socket.if_nameindex()]");
    if (isBubblewrap()) {
      assertThat(shell("tail -n +2 /proc/net/route | wc -l").out()).isEqualTo("0\n");
      assertThat(shell("tail -n +3 /proc/net/dev | cut -d: -f1").out().strip()).isEqualTo("lo");
    } else {
      assertThat(outcome.err()).contains("OSError");
      assertThat(shell("cat /proc/net/route").exitCode()).isNotZero();
    }
  }

  @Test
  void codeIsNeverRootNeitherInsideNorOnTheHost() throws IOException {
    python("open('owned', 'w').close()");
    var file = work().resolve("owned");
    assertThat((Integer) Files.getAttribute(file, "unix:uid"))
        .isNotZero()
        .isEqualTo(
            Root.isOurs()
                ? (Integer) Files.getAttribute(work(), "unix:uid")
                : (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    assertThat(
            python("import os; 0 in os.getresuid() + os.getresgid() + tuple(os.getgroups())").out())
        .isEqualTo("False\n");
  }

  @Test
  void noProgramGivesNewPrivileges() {
    var outcome =
        python(
            """
            import ctypes, os, subprocess
            print(ctypes.CDLL(None).prctl(39, 0, 0, 0, 0))      # PR_GET_NO_NEW_PRIVS
            os.path.exists("mine") or os.system("cp /usr/bin/id mine; chmod 6755 mine")
            print(subprocess.run(["./mine", "-u"], stdout=subprocess.PIPE, text=True).stdout == f"{os.getuid()}\\n")
            """);
    assertThat(outcome.out()).isEqualTo("1\nTrue\n");
  }

  @Test
  void temporaryFilesOfTheHostAreOutOfSight() throws IOException {
    var file = Files.createTempFile(Path.of("/tmp"), "host", ".txt");
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      assertThat(python("open('" + file + "')").err())
          .containsAnyOf("FileNotFoundError", "PermissionError");
      assertThat(python("import tempfile; tempfile.TemporaryFile().write(b'x')").out())
          .isEqualTo("1\n");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void limitsCannotBeRaised() {
    var outcome =
        python(
            """
            import os, resource
            for kind in ("NPROC", "FSIZE", "DATA", "NOFILE"):
                number = getattr(resource, "RLIMIT_" + kind)
                soft, hard = resource.getrlimit(number)
                assert 0 < soft == hard, kind
                try: resource.setrlimit(number, (hard + 1, hard + 1)); print("raised", kind)
                except (ValueError, OSError): pass
            try: os.nice(-1); print("raised priority")
            except OSError: pass
            """);
    assertThat(outcome).isEqualTo(new Outcome("", "", 0, false));
  }

  @Test
  void onlyPlainSocketsExist() {
    var outcome =
        python(
            """
            import errno, socket
            for family in (16, 17, 38, 40, 31, 44):   # netlink, packet, alg, vsock, bluetooth, xdp
                try: print(socket.socket(family, socket.SOCK_RAW if family == 17 else socket.SOCK_STREAM))
                except OSError as e: print(errno.errorcode[e.errno])
            """);
    assertThat(outcome.out()).isEqualTo("EAFNOSUPPORT\n".repeat(6));
  }

  @Test
  void itsOwnLoopbackWorksWhereThereIsOne() {
    var outcome =
        python(
            """
            import socket
            try:
                server = socket.create_server(("127.0.0.1", 0))
                client = socket.create_connection(server.getsockname())
                print("works")
            except OSError: print("none")
            """);
    assertThat(outcome.out()).isEqualTo(isBubblewrap() ? "works\n" : "none\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x",
        "/usr/x",
        "/usr/bin/x",
        "/etc/x",
        "/etc/passwd",
        "/dev/x",
        "/opt/plotline/x",
        "/opt/plotline/_sandbox/kernel.py",
        "/proc/sys/kernel/core_pattern",
        "/proc/1/oom_score_adj",
        "/sys/x",
        "/var/x",
        "/root/x",
        "/home/x",
        "/opt/amazon/x"
      })
  void nothingOutsideIsWritten(String path) {
    assertThat(python("open('" + path + "', 'w')").err())
        .containsAnyOf("Read-only file system", "Permission denied", "No such file");
  }

  @Test
  void theDriverCannotBeChanged() {
    var outcome =
        python(
            """
            import glob, os, sys
            for name in sys.modules: assert "_sandbox" not in name, name
            for path in glob.glob("/opt/plotline/_sandbox/*.py") + glob.glob("../../../driver-*/*/*.py"):
                for change in (os.remove, lambda p: open(p, "a"), lambda p: os.chmod(p, 0o777), lambda p: os.rename(p, "x")):
                    try: change(path); print("changed", path)
                    except OSError: pass
            """);
    assertThat(outcome).isEqualTo(new Outcome("", "", 0, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount -t tmpfs x /tmp", "umount /proc", "unshare -Ur true", "unshare -n true",
            "nsenter -t 1 -m true",
        "chroot / true", "mknod x c 1 3", "su -c true", "sudo -n true", "mount --bind /usr /mnt",
        "chown 0 .", "setpriv --reuid=0 true", "hostname x", "date -s 2000-01-01", "dmesg"
      })
  void privilegedCommandsAreRefused(String command) {
    assertThat(shell(command).exitCode()).isNotZero();
  }

  @Test
  void capabilitiesAreNone() {
    var outcome =
        shell("cat /proc/self/status | grep -E 'CapEff|CapPrm|CapBnd|NoNewPrivs|Seccomp:'");
    if (isBubblewrap()) {
      assertThat(outcome.out().replaceAll("\\s+", " "))
          .contains("CapPrm: 0000000000000000 CapEff: 0000000000000000")
          .contains("NoNewPrivs: 1 Seccomp: 2");
    } else {
      assertThat(outcome.exitCode()).isNotZero();
      assertThat(shell("id -u").out()).isNotEqualTo("0\n");
    }
  }

  @Test
  void dangerousSystemCallsAreRefused() {
    var outcome =
        python(
            """
            import ctypes, errno, os
            libc = ctypes.CDLL(None, use_errno=True)
            x86 = os.uname().machine == "x86_64"
            calls = dict(ptrace=101, process_vm_readv=310, mount=165, umount2=166, pivot_root=155, chroot=161,
                unshare=272, setns=308, open_tree=428, move_mount=429, fsopen=430, bpf=321, perf_event_open=298,
                userfaultfd=323, keyctl=250, add_key=248, kexec_load=246, init_module=175, io_uring_setup=425,
                personality=135, name_to_handle_at=303, open_by_handle_at=304, fanotify_init=300, reboot=169,
                settimeofday=164, pidfd_send_signal=424, clone3=435) if x86 else dict(unshare=97, clone3=435)
            for name, number in calls.items():
                result = libc.syscall(number, 0, 0, 0, 0, 0, 0)
                print(name, result, errno.errorcode.get(ctypes.get_errno()))
            """);
    assertThat(outcome.out().lines())
        .allSatisfy(
            line -> assertThat(line).endsWith(line.startsWith("clone3") ? "-1 ENOSYS" : "-1 EPERM"))
        .hasSizeGreaterThan(1);
  }

  @Test
  void newNameSpacesByCloneAreRefused() {
    var outcome =
        python(
            """
            import ctypes, errno, os
            libc = ctypes.CDLL(None, use_errno=True)
            number = 56 if os.uname().machine == "x86_64" else 220
            print(libc.syscall(number, 0x10000000 | 17, 0, 0, 0, 0), errno.errorcode[ctypes.get_errno()])
            """);
    assertThat(outcome.out()).isEqualTo("-1 EPERM\n");
  }

  @Test
  void neitherHostNorSupervisorIsSignalled() {
    setVariable();
    var outcome =
        python(
            """
            import fcntl, os, signal, socket
            parent = os.getppid()
            a, b = socket.socketpair()
            def owner():
                fcntl.fcntl(a, fcntl.F_SETOWN, parent)
            def send():
                signal.pidfd_send_signal(os.open(f"/proc/{parent}", os.O_DIRECTORY), signal.SIGKILL)
            attempts = [lambda: os.kill(%d, 9), lambda: os.kill(1, 9), lambda: os.kill(-1, 9), lambda: os.kill(parent, 9),
                        lambda: os.kill(parent, signal.SIGSTOP), lambda: os.killpg(os.getpgid(parent), 9), owner, send,
                        lambda: os.sched_setaffinity(parent, {0})]
            for n, attempt in enumerate(attempts):
                try: attempt(); print("done", n)
                except OSError: pass
            """
                .formatted(ProcessHandle.current().pid()));
    assertThat(outcome).isEqualTo(new Outcome("", "", 0, false));
    variablesAreKept();
  }

  @Test
  void terminalInputCannotBeFaked() {
    var outcome =
        python(
            """
            import fcntl, os, pty
            try: fcntl.ioctl(os.open("/dev/null", os.O_RDWR), 0x5412, b"x")
            except OSError as e: print(e.errno)
            """);
    assertThat(outcome.out()).isEqualTo("1\n");
  }
}
