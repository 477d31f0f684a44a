package dev.plotline.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder on this machine for the files of one turn while they are on their way.
public final class Spool {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final String PREFIX = "plotline-turn-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})-.*");
  // A process that follows in a container has the same id; no turn takes that long.
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Path folder;

  private Spool(Path folder) {
    this.folder = folder;
  }

  /// A new one. Its name tells which process it is of.
  static Spool open() throws IOException {
    return new Spool(Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-"));
  }

  /// Where it is.
  Path folder() {
    return folder;
  }

  /// Deletes it with all that is in it.
  void delete() {
    delete(folder);
  }

  /// Deletes those of processes that were killed.
  public static void sweep(Instant now) throws IOException {
    Path all = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(all)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && isLeft(file, Long.parseLong(name.group(1)), now)) {
          delete(file);
          log.info("{} of a process that has ended was deleted", file.getFileName());
        }
      }
    }
  }

  private static boolean isLeft(Path folder, long process, Instant now) {
    try {
      return Files.isReadable(folder)
          && (ProcessHandle.of(process).isEmpty()
              || Files.getLastModifiedTime(folder).toInstant().isBefore(now.minus(LONGEST)));
    } catch (IOException e) {
      // Its turn has just ended.
      return false;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepest = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepest) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("a spool folder could not be deleted: {}", e.toString());
    }
  }
}
