package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A short command of our own that has ended: its exit code and what it said.
record Run(int exitCode, String output, String errors) {
  /// Runs it with an empty environment, for at most 20 seconds.
  static Run of(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    var process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.getFirst() + " did not end within 20 s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.getFirst() + " ran", e);
    }
    return new Run(
        process.exitValue(),
        text(process.getInputStream().readAllBytes()),
        text(process.getErrorStream().readAllBytes()));
  }

  boolean succeeded() {
    return exitCode == 0;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8).strip();
  }
}
