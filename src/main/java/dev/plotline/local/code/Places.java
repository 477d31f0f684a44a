package dev.plotline.local.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.List;

/// Hands out the folders of sessions, below one folder of this run that a lock holds. Folders whose
/// run has lost its lock, because its JVM was killed, are deleted at the next start.
final class Places implements AutoCloseable {
  /// The first of the users that sessions run as when this is root.
  static final int FIRST_UID = 60100;

  private static final int UIDS = 800;
  private static final String LOCK = "lock";

  private final Path run;
  private final FileChannel channel;
  private final FileLock lock;
  private final boolean root;
  private final BitSet uids = new BitSet(UIDS);

  private Places(Path run, FileChannel channel, FileLock lock, boolean root) {
    this.run = run;
    this.channel = channel;
    this.lock = lock;
    this.root = root;
  }

  /// Sweeps `sessions` and opens a run below it. As root, each place gets a user id of its own.
  static Places open(Path sessions, boolean root) {
    try {
      Files.createDirectories(sessions);
      sweep(sessions);
      var run = Files.createTempDirectory(sessions, "run-");
      permit(run, "rwx--x--x");
      var channel =
          FileChannel.open(run.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new Places(run, channel, channel.lock(), root);
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
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(sessions, "run-*")) {
      for (Path run : runs) {
        if (isLeftOver(run)) {
          Trees.delete(run);
        }
      }
    }
  }

  private static boolean isLeftOver(Path run) {
    try (var channel =
            FileChannel.open(
                run.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      // The folder goes all the same.
    }
    Trees.delete(run);
  }
}
