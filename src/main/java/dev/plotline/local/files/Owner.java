package dev.plotline.local.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Folders and files for their owner alone, where the file system knows owners.
final class Owner {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Owner() {}

  /// Makes a folder when it isn't there, and closes it to others when it is.
  static void folder(Path folder) throws IOException {
    var only = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(folder, attributes(only));
    if (POSIX) {
      Files.setPosixFilePermissions(folder, only);
    }
  }

  /// Makes an empty file of a new name.
  static Path newFile(Path folder, String prefix) throws IOException {
    var only = PosixFilePermissions.fromString("rw-------");
    return Files.createTempFile(folder, prefix, "", attributes(only));
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
