package dev.plotline.local.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The Python that the build's set-up found.
final class Pythons {
  /// The folder that the set-up was given as its home.
  static final Path SET_UP = Path.of("target/sandbox").toAbsolutePath();

  private Pythons() {}

  static Path python() {
    try {
      return Path.of(
          Files.readString(SET_UP.resolve("python.txt")).strip().lines().toList().getLast());
    } catch (IOException e) {
      throw new UncheckedIOException("the build's set-up has not run: mvn process-test-classes", e);
    }
  }

  static Options options(Path home) {
    return Options.of(home, python());
  }
}
