package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockagentcore.model.AccessDeniedException;

/// Which isolation is chosen, what is said when there is none, and that this is never silent.
class IsolationIT {
  @TempDir private static Path home;
  private Path refusing = home;
  private Path old = home;

  @BeforeEach
  void fakeBubblewraps() throws IOException {
    refusing =
        script("refusing", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
    old =
        script(
            "old",
            """
            [ "$1" = --help ] && { echo '--ro-bind --tmpfs --proc'; exit; }
            case "$*" in *--size*|*--disable-userns*) echo "bwrap: Unknown option" >&2; exit 1 ;; esac
            exec /usr/bin/bwrap "$@"
            """);
  }

  /// Where a session's user can run it.
  private static Path script(String name, String text) throws IOException {
    var folder = Files.createDirectories(Root.base(home, Root.isOurs()).resolve("fakes"));
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  private static LocalInterpreter start(Confinement confinement, Path... bubblewraps) {
    return LocalInterpreter.start(
        Pythons.options(home).withConfinement(confinement), List.of(bubblewraps));
  }

  private static String run(LocalInterpreter interpreter, String code) {
    try (var client = new Client(interpreter)) {
      var session = client.start();
      var out = client.python(session, code).structuredContent().stdout();
      client.stop(session);
      return out;
    }
  }

  @Test
  void bubblewrapIsTheBest() {
    try (var interpreter = LocalInterpreter.start(Pythons.options(home))) {
      assertThat(interpreter.isolation()).isEqualTo("bubblewrap");
      assertThat(interpreter.warning()).isEmpty();
    }
  }

  @Test
  void landlockTakesOverWhereNameSpacesAreRefused() {
    try (var interpreter = start(Confinement.BEST, refusing)) {
      assertThat(interpreter.isolation()).isEqualTo("landlock");
      assertThat(run(interpreter, "6 * 7")).isEqualTo("42\n");
    }
  }

  @Test
  void withoutEitherCodeIsOffAndSaysWhyAndWhatToDo() {
    try (var interpreter = start(Confinement.BUBBLEWRAP, refusing);
        var client = new Client(interpreter)) {
      assertThat(interpreter.isolation())
          .isEqualTo(
              "off: bubblewrap: bwrap: No permissions to create new namespace. Install bubblewrap"
                  + " and allow it user name spaces (in a container: run it with --security-opt"
                  + " seccomp=unconfined --security-opt apparmor=unconfined), or use a kernel of at"
                  + " least 6.12 with Landlock.");
      assertThatThrownBy(client::start)
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("No permissions to create new namespace");
      assertThat(interpreter.run()).isEmptyDirectory();
    }
    try (var interpreter = start(Confinement.BUBBLEWRAP)) {
      assertThat(interpreter.isolation()).startsWith("off: bubblewrap is not installed. Install");
      assertThat(interpreter.warning().orElseThrow())
          .startsWith("No code is run here: bubblewrap is not installed. Install");
    }
  }

  @Test
  void aLandlockThatIsTooOldIsNone() throws IOException {
    var python = Pythons.python().toString();
    var old =
        script(
            "python",
            """
            exec %1$s -I -c '
            import os, sys
            older = "; import _sandbox.landlock as landlock; landlock.abi = lambda: 5; main()"
            os.execv("%1$s", ["%1$s"] + [word.replace("; main()", older) for word in sys.argv[1:]])
            ' "$@"
            """
                .formatted(python));
    try (var interpreter = LocalInterpreter.start(Options.of(home, old), List.of(refusing))) {
      assertThat(interpreter.isolation())
          .startsWith(
              "off: bubblewrap: bwrap: No permissions to create new namespace; landlock: OSError:"
                  + " Landlock ABI 5 is too old, 6 is needed. Install bubblewrap")
          .endsWith("or use a kernel of at least 6.12 with Landlock.");
      assertThat(interpreter.run()).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK"})
  void aPythonInstalledRightInAHomeDoesNotOpenTheHome(Confinement confinement) throws IOException {
    var person =
        Files.createTempDirectory(
            Files.createDirectories(Root.base(home, Root.isOurs())), "person");
    try {
      Files.setPosixFilePermissions(person, PosixFilePermissions.fromString("rwxr-xr-x"));
      var secret = Files.writeString(person.resolve("secret.txt"), "secret");
      var program = Files.createDirectory(person.resolve("bin")).resolve("python3");
      var real = Pythons.python().toRealPath();
      Files.createSymbolicLink(program, real);
      Files.writeString(person.resolve("pyvenv.cfg"), "home = " + real.getParent() + "\n");
      try (var interpreter =
          LocalInterpreter.start(
              Options.of(person.resolve(".plotline"), program).withConfinement(confinement))) {
        assertThat(run(interpreter, "import sys; sys.prefix")).isEqualTo("'" + person + "'\n");
        assertThat(
                run(
                    interpreter,
                    "try: open('" + secret + "').read()\nexcept OSError: print('closed')"))
            .isEqualTo("closed\n");
      }
    } finally {
      Trees.delete(person);
    }
  }

  @Test
  void whereAppArmorIsInTheWayTheRemedyIsItsProfile() throws IOException {
    var ubuntu =
        script("ubuntu", "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1");
    try (var interpreter = start(Confinement.BUBBLEWRAP, ubuntu)) {
      assertThat(interpreter.isolation())
          .startsWith("off: bubblewrap: bwrap: setting up uid map: Permission denied. Allow it in")
          .contains("/etc/apparmor.d/bwrap");
    }
  }

  @Test
  void aPythonThatCannotBeRunIsNamed() {
    try (var interpreter = LocalInterpreter.start(Options.of(home, Path.of("/no/such/python3")))) {
      assertThat(interpreter.isolation())
          .startsWith("off: ")
          .contains("/no/such/python3")
          .endsWith("Set PLOTLINE_PYTHON to a Python of at least 3.9 that every user can run.");
    }
  }

  @Test
  void anOldBubblewrapKeepsMemoryFilesOnDiskWhereTheyAreCounted() {
    try (var interpreter = start(Confinement.BUBBLEWRAP, old)) {
      assertThat(interpreter.isolation()).isEqualTo("bubblewrap");
      assertThat(
              run(
                  interpreter,
                  "open('/tmp/x', 'w').write('x'), open('/dev/shm/x', 'w').write('x'), "
                      + "[l.split()[2] for l in open('/proc/mounts') if l.split()[1] in ('/tmp', '/dev/shm')]"))
          .isNotEmpty()
          .startsWith("(1, 1, ")
          .doesNotContain("tmpfs");
    }
  }

  @Test
  void noIsolationIsOnlyEverAskedFor() {
    try (var interpreter = start(Confinement.NONE)) {
      assertThat(interpreter.isolation()).isEqualTo("none");
      assertThat(interpreter.warning().orElseThrow()).startsWith("Code runs without isolation");
      assertThat(run(interpreter, "6 * 7")).isEqualTo("42\n");
      assertThat(run(interpreter, "import os; os.path.exists('/proc/1/stat')")).isEqualTo("True\n");
    }
  }

  @Test
  void theNetworkIsOpenOnlyWhereThatWasAskedFor() throws IOException {
    try (var host = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      for (var confinement : List.of(Confinement.BUBBLEWRAP, Confinement.LANDLOCK)) {
        try (var interpreter =
            LocalInterpreter.start(
                Pythons.options(home).withConfinement(confinement).withNetwork(true))) {
          assertThat(
                  run(
                      interpreter,
                      "import socket; socket.create_connection(('127.0.0.1', %d), 2).getpeername()[0]"
                          .formatted(host.getLocalPort())))
              .isEqualTo("'127.0.0.1'\n");
          assertThat(
                  run(
                      interpreter,
                      "import socket\ntry: socket.socket(socket.AF_UNIX)\nexcept OSError as e: print('refused')"))
              .isEqualTo("refused\n");
        }
      }
    }
  }
}
