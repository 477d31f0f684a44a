package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Runs `setup.sh`, which finds the Python for sessions or sets one up. What it does is shown on
/// standard error while it happens.
public final class PythonSetup {
  private PythonSetup() {}

  /// The Python to use.
  ///
  /// @param home where an environment may be made
  /// @param set a Python that is taken as it is; empty to look for one
  /// @throws IOException when there is none and none can be set up; the script has said why
  public static Path python(Path home, String set) throws IOException {
    Path script = Files.createTempFile("plotline-setup-", ".sh");
    try {
      try (InputStream in = PythonSetup.class.getResourceAsStream("setup.sh")) {
        if (in == null) {
          throw new IllegalStateException("the jar lacks setup.sh");
        }
        Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
      }
      var builder =
          new ProcessBuilder("sh", script.toString(), home.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("PLOTLINE_PYTHON", set);
      Process process = builder.start();
      // A signal in the middle of an installation ends the installation too.
      var ending = new Thread(() -> end(process), "set-up");
      Runtime.getRuntime().addShutdownHook(ending);
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      int status = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(ending);
      if (status != 0 || out.isEmpty()) {
        throw new IOException("code can't be run here without a Python for data analysis");
      }
      return Path.of(out.lines().reduce("", (_, last) -> last));
    } catch (IllegalStateException e) {
      throw new IOException("the set-up was ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during the set-up", e);
    } finally {
      Files.deleteIfExists(script);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
