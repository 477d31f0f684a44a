package dev.plotline.local.code;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Notes each attack that was tried and held, with the isolation it met: `.ci/rows` checks that
/// none is missing.
final class Rows implements TestWatcher {
  private static final Path FILE = Path.of("target/attack-rows.txt");

  @Override
  public void testSuccessful(ExtensionContext test) {
    var row =
        "%s %s %s\n"
            .formatted(
                Tiers.isolation(),
                test.getRequiredTestClass().getSimpleName(),
                test.getRequiredTestMethod().getName());
    try {
      Files.writeString(FILE, row, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
