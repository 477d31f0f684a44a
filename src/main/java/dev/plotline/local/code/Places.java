package dev.plotline.local.code;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Hands out the folders of sessions, below one folder of this run that a lock holds. Folders whose
/// run has lost its lock, because its JVM was killed, are deleted at the next start.
final class Places implements AutoCloseable {
  /// The first of the users that sessions run as when this is root.
  static final int FIRST_UID = 60100;

  private static final int UIDS = 800;

  /// Runs of this very JVM. Their lock files must not even be opened again: closing any descriptor
  /// of a file gives up all locks that the process has on it.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path run;
  private final FileChannel lock;
  private final boolean root;
  private final BitSet uids = new BitSet(UIDS);

  private Places(Path run, FileChannel lock, boolean root) {
    this.run = run;
    this.lock = lock;
    this.root = root;
  }

  /// Sweeps `sessions` and opens a run below it. As root, each place gets a user id of its own.
  static Places open(Path sessions, boolean root) {
    try {
      Files.createDirectories(sessions);
      sweep(sessions);
      // Locked before there is a folder, or somebody else's sweep could come between.
      var run = sessions.resolve("run-" + UUID.randomUUID());
      OURS.add(run);
      var lock = FileChannel.open(lockOf(run), CREATE_NEW, WRITE);
      if (lock.tryLock() == null) {
        throw new IOException(lockOf(run) + " is locked by somebody else");
      }
      Files.createDirectory(run);
      permit(run, "rwx--x--x");
      return new Places(run, lock, root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below " + sessions, e);
    }
  }

  /// The folder of this run.
  Path run() {
    return run;
  }

  synchronized Place make(String id) {
    int uid = root ? FIRST_UID + take() : -1;
    var place = new Place(run.resolve(id), uid);
    try {
      for (Path folder : List.of(place.folder(), place.work(), place.tmp(), place.shared())) {
        Files.createDirectory(folder);
        permit(folder, "rwx------");
        own(folder, uid);
      }
      for (String name : List.of("log", ".ipython")) {
        var folder = Files.createDirectory(place.work().resolve(name));
        own(folder, uid);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the session's folder " + place.folder(), e);
    }
    return place;
  }

  synchronized void remove(Place place) {
    Trees.delete(place.folder());
    if (place.uid() >= 0) {
      uids.clear(place.uid() - FIRST_UID);
    }
  }

  private int take() {
    int free = uids.nextClearBit(0);
    if (free >= UIDS) {
      throw new IllegalStateException("more than " + UIDS + " sessions at one time");
    }
    uids.set(free);
    return free;
  }

  private static void own(Path folder, int uid) throws IOException {
    if (uid >= 0) {
      Files.setAttribute(folder, "unix:uid", uid);
      Files.setAttribute(folder, "unix:gid", uid);
    }
  }

  private static void permit(Path folder, String permissions) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  private static void sweep(Path sessions) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(sessions, "run-*")) {
      for (Path run : found) {
        if (Files.isDirectory(run) && !OURS.contains(run)) {
          deleteIfLeft(run);
        }
      }
    }
  }

  private static void deleteIfLeft(Path run) throws IOException {
    try (var channel = FileChannel.open(lockOf(run), CREATE, WRITE)) {
      if (channel.tryLock() != null) {
        Trees.delete(run);
        Files.deleteIfExists(lockOf(run));
      }
    }
  }

  private static Path lockOf(Path run) {
    return run.resolveSibling(run.getFileName() + ".lock");
  }

  @Override
  public void close() {
    Trees.delete(run);
    try {
      Files.deleteIfExists(lockOf(run));
      lock.close();
    } catch (IOException e) {
      // The next start sweeps it.
    }
    OURS.remove(run);
  }
}
