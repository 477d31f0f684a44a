package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The set-up script, on machines made of stand-ins: a folder of commands is all it finds.
class SetupTest {
  private static final Path SCRIPT =
      Path.of("src/main/resources/dev/plotline/local/code/setup.sh").toAbsolutePath();
  private static final List<String> SYSTEM =
      List.of(
          "ls", "dirname", "head", "find", "uname", "mkdir", "chmod", "mv", "rm", "sed", "flock");

  @TempDir private Path folder;
  private Path commands = SCRIPT;
  private Path home = SCRIPT;

  @BeforeEach
  void makeAMachine() throws IOException {
    commands = Files.createDirectory(folder.resolve("commands"));
    home = folder.resolve("home");
    for (var name : SYSTEM) {
      command(name, "exec /usr/bin/" + name + " \"$@\"");
    }
    command("id", "echo 1000");
    command("bwrap", "exit 0");
  }

  private record Result(int exitCode, List<String> out, List<String> err) {}

  /// Without the places of this very machine.
  private Result run(String... variables) throws Exception {
    var script = folder.resolve("setup.sh");
    Files.writeString(
        script,
        Files.readString(SCRIPT)
            .replaceAll("/(usr|usr/local|opt/homebrew)/bin/python3", "python3-elsewhere")
            .replace("/var/lib/plotline", folder.resolve("reachable").toString()));
    var builder = new ProcessBuilder("/bin/sh", script.toString(), home.toString());
    builder.environment().clear();
    builder.environment().put("PATH", commands.toString());
    for (int i = 0; i < variables.length; i += 2) {
      builder.environment().put(variables[i], variables[i + 1]);
    }
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Result(
        process.exitValue(), Files.readAllLines(out, UTF_8), Files.readAllLines(err, UTF_8));
  }

  private Path command(String name, String text) throws IOException {
    var file = Files.writeString(commands.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  /// A Python that has all modules when `condition` holds; makes environments and installs.
  private String python(String condition) {
    return """
    case "$*" in
      *find_spec*) %s && echo "$0" ;;
      *import_module*) exit 0 ;;
      *ensurepip*) exit 0 ;;
      *"-m venv"*) rm -rf "$4" && mkdir -p "$4/bin" && /bin/cp "$0" "$4/bin/python" ;;
      *"-m pip"*) echo Downloading; : > %s/installed ;;
    esac
    """
        .formatted(condition, folder);
  }

  @Test
  void thisMachineHasWhatItNeedsAndThatIsSeenAtOnce() throws Exception {
    var builder = new ProcessBuilder("/bin/sh", SCRIPT.toString(), Pythons.SET_UP.toString());
    var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(
            new String(process.getInputStream().readAllBytes(), UTF_8)
                .strip()
                .lines()
                .toList()
                .getLast())
        .isEqualTo(Pythons.python().toString());
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aPythonWithAllLibrariesIsTaken() throws Exception {
    var python = command("python3", python("true"));
    var result = run();
    assertThat(result.out()).containsExactly(python.toString());
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aNamedPythonIsTakenAsItIs() throws Exception {
    var mine = command("mine", "exit 1");
    assertThat(run("PLOTLINE_PYTHON", mine.toString()).out()).containsExactly(mine.toString());
    var missing = run("PLOTLINE_PYTHON", "/no/such");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err().getLast())
        .isEqualTo(
            "plotline: PLOTLINE_PYTHON=/no/such can't be run: name a Python of at least 3.9.");
  }

  @Test
  void uvComesBeforePip() throws Exception {
    command("python3", python("false"));
    var made = home.resolve("venv/bin/python");
    command(
        "uv",
        """
        echo "uv $*" >&2
        case $1 in venv) mkdir -p %1$s && printf '#!/bin/sh\\necho "$0"\\n' > %2$s && chmod +x %2$s ;; esac
        """
            .formatted(made.getParent(), made));
    var result = run();
    assertThat(result.out()).containsExactly(made.toString());
    assertThat(result.err()).anyMatch(line -> line.startsWith("uv pip install"));
    assertThat(result.err()).noneMatch(line -> line.contains("with pip"));
  }

  @Test
  void pipInAnEnvironmentComesNextAndShowsItsProgress() throws Exception {
    command("python3", python("[ -e " + folder + "/installed ]"));
    var result = run();
    assertThat(result.out()).containsExactly(home.resolve("venv/bin/python").toString());
    assertThat(result.err()).contains("Downloading");
  }

  @Test
  void aHalfMadeEnvironmentIsMadeAgain() throws Exception {
    command("python3", python("[ -e " + folder + "/installed ]"));
    Files.createDirectories(home.resolve("venv/bin"));
    Files.writeString(home.resolve("venv/bin/python"), "half");
    assertThat(run().out()).containsExactly(home.resolve("venv/bin/python").toString());
  }

  @Test
  void whenNothingWorksOneSentenceSaysWhatToInstall() throws Exception {
    var result = run();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .containsExactly(
            "plotline: no Python with pandas, matplotlib, openpyxl, xlrd, odfpy, python-docx, pypdf,"
                + " scipy could be set up: install uv or the package python3-venv and start again,"
                + " or set PLOTLINE_PYTHON.");
  }

  @Test
  void rootInstallsTheSandboxAndThenPythonFromTheSystem() throws Exception {
    Files.delete(commands.resolve("bwrap"));
    command("id", "echo 0");
    command("apt-get", "echo \"apt $*\" >&2; : > " + folder + "/installed");
    command(
        "python3",
        python("[ -e " + folder + "/installed ]")
            .replace("*ensurepip*) exit 0", "*ensurepip*) exit 1"));
    var result = run();
    assertThat(result.err())
        .anyMatch(line -> line.startsWith("apt install") && line.endsWith(" bubblewrap"));
    assertThat(result.out()).hasSize(1);
  }

  @Test
  void rootWithAClosedHomeUsesAFolderThatSessionsCanEnter() throws Exception {
    Files.createDirectory(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    command("id", "echo 0");
    command("apt-get", "exit 1");
    var python = command("python3", python("true"));
    assertThat(run().out()).containsExactly(python.toString());
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).isEmpty();
    }
  }
}
