package dev.plotline.local.code;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Deletes folders in which untrusted code may have built anything.
final class Trees {
  private Trees() {}

  /// Deletes `root` and all below it, following no link. What Java can't (a nesting deeper than a
  /// path may be long, folders nobody may enter) the system's own tools can.
  static void delete(Path root) {
    try {
      if (Files.exists(root)) {
        Files.walkFileTree(root, new Deletion());
      }
    } catch (IOException | StackOverflowError e) {
      deleteBySystem(root);
    }
  }

  private static void deleteBySystem(Path root) {
    try {
      var process =
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  "chmod -R u+rwX -- \"$1\"; rm -rf -- \"$1\"",
                  "rm",
                  root.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (IOException e) {
      // The folder stays until the next start sweeps again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
