package dev.plotline.local.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Python with pandas that runs what the analyst wrote. Not for code from anybody else.
final class PythonBench implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CANDIDATES = List.of("/usr/bin/python3", "python3", "python");

  private static final Path SET_UP = Path.of("target", "sandbox", "python.txt");

  private final Path script;
  private final Process process;
  private final BufferedWriter to;
  private final BufferedReader from;

  /// Starts the Python; one for many runs, because pandas takes its time to load.
  PythonBench() throws IOException {
    script = Files.createTempFile("bench", ".py");
    try (var source = PythonBench.class.getResourceAsStream("bench.py")) {
      Files.write(script, java.util.Objects.requireNonNull(source).readAllBytes());
    }
    process =
        new ProcessBuilder(python(), "-u", script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    to = process.outputWriter(UTF_8);
    from = process.inputReader(UTF_8);
  }

  private static String python() throws IOException {
    var candidates = new ArrayList<>(CANDIDATES);
    if (Files.exists(SET_UP)) {
      // What the build's set-up has found or made; installers may have said something before it.
      candidates.addFirst(Files.readString(SET_UP).strip().lines().toList().getLast());
    }
    for (String candidate : candidates) {
      try {
        var process =
            new ProcessBuilder(candidate, "-c", "import pandas, matplotlib")
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() == 0) {
          return candidate;
        }
      } catch (IOException e) {
        // There is no such program: the next one, then.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("no python3 with pandas and matplotlib: install them to run these tests");
  }

  /// Runs code in `folder`; figures are saved as `<figures>-1.png` and so on.
  synchronized JsonNode run(String code, Path folder, Path figures) {
    try {
      to.write(
          JSON.writeValueAsString(
              Map.of("code", code, "folder", folder.toString(), "figures", figures.toString())));
      to.newLine();
      to.flush();
      return JSON.readTree(from.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    to.close();
    process.destroy();
    Files.deleteIfExists(script);
  }
}
