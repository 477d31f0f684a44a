package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Code that looks for a way out: into the system and other processes.
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
            root = os.environ["PATH"].split("/bin:")[0]
            files = glob.glob(root + "/**", recursive=True)
            for path in files:
                for change in (os.remove, os.rmdir, lambda p: open(p, "a"), lambda p: open(p + "/x", "w"),
                               lambda p: os.chmod(p, 0o777), os.utime, lambda p: os.rename(p, "x")):
                    try: change(path); print("changed", path)
                    except OSError: pass
            sum("import" in open(path).read() for path in files if path.endswith(".py")) > 20
            """);
    assertThat(outcome).isEqualTo(new Outcome("True\n", "", 0, false));
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
            except OSError as e: print(os.strerror(e.errno))
            """);
    assertThat(outcome.out()).isIn("Operation not permitted\n", "Inappropriate ioctl for device\n");
  }
}
