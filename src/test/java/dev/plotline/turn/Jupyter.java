package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Jupyter as the build's set-up brings it: Debian's, else a virtual environment's.
final class Jupyter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEEDED = "import nbconvert, nbformat, ipykernel, pandas, matplotlib";

  private final Path python;
  private final Path folder;

  /// @param folder where the notebook lies, with the files that it reads
  private Jupyter(Path python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /// Jupyter in a folder. Where it can be installed it must be there; elsewhere the test is
  /// skipped.
  static Jupyter in(Path folder) {
    Optional<Path> python =
        Stream.of(
                Path.of("target/jupyter/bin/python3").toAbsolutePath(), Path.of("/usr/bin/python3"))
            .filter(Files::isExecutable)
            .filter(one -> run(folder, one, "-c", NEEDED).status() == 0)
            .findFirst();
    boolean must =
        Files.exists(Path.of("/etc/debian_version"))
            && System.getProperty("user.name").equals("root");
    assumeTrue(must || python.isPresent(), "Jupyter is missing: see src/test/sh/setup.sh");
    return new Jupyter(python.orElseThrow(), folder);
  }

  /// Fails unless the notebook is what its version of the format allows.
  void validate(String notebook) {
    run("-c", "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], 4))", notebook);
  }

  /// The notebook after a run from its top.
  JsonNode executed(String notebook) throws IOException {
    run(
        "-m",
        "nbconvert",
        "--to",
        "notebook",
        "--execute",
        // Four seconds unless it is said: what a kernel says later than that is left out.
        "--ExecutePreprocessor.iopub_timeout=600",
        "--ExecutePreprocessor.startup_timeout=600",
        "--output",
        "executed",
        notebook);
    return JSON.readTree(folder.resolve("executed.ipynb").toFile());
  }

  /// The notebook as a page.
  String page(String notebook) throws IOException {
    run("-m", "nbconvert", "--to", "html", "--output", "page", notebook);
    return Files.readString(folder.resolve("page.html"));
  }

  private void run(String... arguments) {
    Ended ended = run(folder, python, arguments);
    assertThat(ended.status()).as(ended.output()).isZero();
  }

  private record Ended(int status, String output) {}

  private static Ended run(Path folder, Path python, String... arguments) {
    var command = new ArrayList<>(List.of(python.toString()));
    command.addAll(Arrays.asList(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // Nothing of whoever runs the tests, and nothing of a window's: only the notebook counts.
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(JUPYTER|IPY|PYTHON|MPL).*"));
    for (String name : List.of("HOME", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")) {
      environment.put(name, folder.resolve(".home").toString());
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
