package dev.plotline.local.code;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Deletes folders in which untrusted code may have built anything.
///
/// Every step goes from an open folder to a name in it, never along a path: a folder that becomes a
/// link meanwhile leads nowhere. Folders in folders are moved up before they are emptied, so that
/// two are open at a time however deep they lie.
final class Trees {
  private Trees() {}

  /// Deletes `root` and all below it, following no link below the folder it is in. What Java can't
  /// (folders that nobody may enter) the system's own tools can.
  static void delete(Path root) {
    delete(root, _ -> {});
  }

  /// Says the name of each folder before it is entered.
  static void delete(Path root, Consumer<Path> entering) {
    if (!Files.exists(root, NOFOLLOW_LINKS)) {
      return;
    }
    try (var above = Files.newDirectoryStream(root.toAbsolutePath().getParent())) {
      if (above instanceof SecureDirectoryStream<Path> folder) {
        deleteFolder(folder, root.getFileName(), entering);
      } else {
        deleteBySystem(root);
      }
    } catch (IOException | DirectoryIteratorException e) {
      deleteBySystem(root);
    }
  }

  private static void deleteFolder(
      SecureDirectoryStream<Path> parent, Path name, Consumer<Path> entering) throws IOException {
    entering.accept(name);
    try (var root = parent.newDirectoryStream(name, NOFOLLOW_LINKS)) {
      while (emptyOnce(root, entering)) {
        // What was moved up meanwhile is met in the next round.
      }
    }
    parent.deleteDirectory(name);
  }

  /// Whether there was anything.
  private static boolean emptyOnce(SecureDirectoryStream<Path> root, Consumer<Path> entering)
      throws IOException {
    boolean found = false;
    try (var entries = root.newDirectoryStream(Path.of("."), NOFOLLOW_LINKS)) {
      for (var entry : entries) {
        var name = entry.getFileName();
        found = true;
        if (isFolder(root, name)) {
          entering.accept(name);
          try (var folder = root.newDirectoryStream(name, NOFOLLOW_LINKS)) {
            moveUp(folder, root);
          }
          root.deleteDirectory(name);
        } else {
          root.deleteFile(name);
        }
      }
    }
    return found;
  }

  private static void moveUp(SecureDirectoryStream<Path> folder, SecureDirectoryStream<Path> root)
      throws IOException {
    for (var entry : folder) {
      var name = entry.getFileName();
      if (isFolder(folder, name)) {
        folder.move(name, root, Path.of(UUID.randomUUID().toString()));
      } else {
        folder.deleteFile(name);
      }
    }
  }

  private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    return parent
        .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
        .readAttributes()
        .isDirectory();
  }

  /// `rm` follows no link either. `chmod` may be led astray; it only opens what is ours, and root,
  /// who needs no permission, doesn't call it.
  private static void deleteBySystem(Path root) {
    try {
      var process =
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  "[ \"$(id -u)\" = 0 ] || chmod -R u+rwX -- \"$1\"; rm -rf -- \"$1\"",
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
}
