package dev.plotline.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows that a spool's process lives: the system lets go of it also after a crash.
final class SpoolLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpoolLock.class);
  private final @Nullable FileChannel channel;

  private SpoolLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock of a folder of one's own.
  static SpoolLock take(Path folder) throws IOException {
    return new SpoolLock(channel(folder, StandardOpenOption.CREATE));
  }

  private static @Nullable FileChannel channel(Path folder, StandardOpenOption... more)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            beside(folder),
            Stream.concat(Stream.of(StandardOpenOption.WRITE), Stream.of(more))
                .toArray(StandardOpenOption[]::new));
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Somebody in this very process has it.
    }
    channel.close();
    return null;
  }

  /// Moves the objects of a folder whose process has ended, and removes the folder.
  ///
  /// @return false when its process lives
  static boolean inherit(Path from, Path to) throws IOException {
    // Without a lock it has just been made.
    if (!Files.isDirectory(from) || !Files.exists(beside(from))) {
      return false;
    }
    try (FileChannel held = channel(from)) {
      if (held == null) {
        return false;
      }
      for (Path file : files(from)) {
        if (file.toString().endsWith(".object")) {
          Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } else {
          Files.delete(file);
        }
      }
      Files.delete(from);
      Files.delete(beside(from));
      return true;
    }
  }

  private static Path beside(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".lock");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      log.warn("the spool's lock could not be closed: {}", e.toString());
    }
  }
}
