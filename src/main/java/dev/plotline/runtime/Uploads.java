package dev.plotline.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that a program has sent ahead of its question, on disk until the question is answered or
/// an hour has passed.
public final class Uploads {
  private static final Logger log = LoggerFactory.getLogger(Uploads.class);
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final Clock clock;
  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

  /// Uploads in a folder of their own.
  public Uploads(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// Where a file comes from.
  @FunctionalInterface
  interface Source {
    /// Writes all of it.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Stores a file and returns its id. A broken transfer leaves nothing.
  String add(Source source) throws IOException {
    Files.createDirectories(folder);
    sweep();
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String id = HexFormat.of().formatHex(random);
    try (OutputStream out = Files.newOutputStream(folder.resolve(id))) {
      source.writeTo(out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(folder.resolve(id));
      throw e;
    }
    return id;
  }

  /// The bytes of an upload.
  InputStream open(String id) throws IOException {
    if (!ID.matcher(id).matches() || !Files.exists(folder.resolve(id))) {
      throw new IOException("The upload is not there any more: send the file again.");
    }
    return Files.newInputStream(folder.resolve(id));
  }

  /// The size of an upload in bytes, -1 when it isn't there.
  long size(String id) throws IOException {
    boolean there = ID.matcher(id).matches() && Files.exists(folder.resolve(id));
    return there ? Files.size(folder.resolve(id)) : -1;
  }

  /// Deletes an upload; nothing happens when there is none.
  void delete(String id) {
    try {
      if (ID.matcher(id).matches()) {
        Files.deleteIfExists(folder.resolve(id));
      }
    } catch (IOException e) {
      log.warn("an upload could not be deleted: {}", e.toString());
    }
  }

  /// Once a minute at most: the folder is listed as a whole, and a request may bring many files.
  private void sweep() throws IOException {
    Instant now = clock.instant();
    Instant due = nextSweep.get();
    if (now.isBefore(due) || !nextSweep.compareAndSet(due, now.plus(BETWEEN_SWEEPS))) {
      return;
    }
    Instant oldest = now.minus(LIFE);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (isOlder(file, oldest)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /// False for one that somebody else has just deleted.
  private static boolean isOlder(Path file, Instant time) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
