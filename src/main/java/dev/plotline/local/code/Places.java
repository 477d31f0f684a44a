package dev.plotline.local.code;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
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
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Hands out the folders of sessions, below one folder of this run that a lock holds. Folders whose
/// run has lost its lock, because its JVM was killed, are deleted at the next start.
final class Places implements AutoCloseable {
  /// The first of the users that sessions run as when this is root.
  static final int FIRST_UID = 60100;

  /// Up to where systemd's dynamic users begin.
  private static final int UIDS = 1080;

  /// Runs of this very JVM. Their lock files must not even be opened again: closing any descriptor
  /// of a file gives up all locks that the process has on it.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path run;
  private final FileChannel lock;
  private final boolean root;
  private final Consumer<Path> deletion;
  private final BitSet uids = new BitSet(UIDS);
  private final Random random = new SecureRandom();

  private Places(Path run, FileChannel lock, boolean root, Consumer<Path> deletion) {
    this.run = run;
    this.lock = lock;
    this.root = root;
    this.deletion = deletion;
  }

  /// Sweeps `sessions` and opens a run below it. As root, each place gets a user id of its own.
  static Places open(Path sessions, boolean root) {
    return open(sessions, root, Trees::delete);
  }

  /// With another way of deleting a session's folder.
  static Places open(Path sessions, boolean root, Consumer<Path> deletion) {
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
      return new Places(run, lock, root, deletion);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below " + sessions, e);
    }
  }

  /// The folder of this run.
  Path run() {
    return run;
  }

  /// Makes a session's folders. Each is given to the session's user only when nothing more is made
  /// in it, and the one that holds them stays ours: in a folder of its own, code could put a link
  /// in our way.
  Place make(String id) {
    var place = new Place(run.resolve(id), root ? FIRST_UID + take() : -1);
    try {
      Files.createDirectory(place.folder());
      permit(place.folder(), "rwx--x--x");
      for (Path folder : List.of(place.work(), place.tmp(), place.shared())) {
        Files.createDirectory(folder);
        permit(folder, "rwx------");
      }
      for (String name : List.of("log", ".ipython")) {
        own(Files.createDirectory(place.work().resolve(name)), place.uid());
      }
      for (Path folder : List.of(place.work(), place.tmp(), place.shared())) {
        own(folder, place.uid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the session's folder " + place.folder(), e);
    }
    return place;
  }

  /// Deletes a session's folder, which may take long: nobody else waits for it.
  void remove(Place place) {
    deletion.accept(place.folder());
    if (place.uid() >= 0) {
      giveBack(place.uid() - FIRST_UID);
    }
  }

  private synchronized void giveBack(int uid) {
    uids.clear(uid);
  }

  /// Any of those that are free: another process of ours counts for itself, and two sessions of one
  /// user could see each other's processes and use up each other's number of them.
  private synchronized int take() {
    int free = uids.nextClearBit(random.nextInt(UIDS));
    if (free >= UIDS) {
      free = uids.nextClearBit(0);
    }
    if (free >= UIDS) {
      throw Refusal.of(
          Refusal.Type.SERVICE_QUOTA_EXCEEDED, "More than " + UIDS + " sessions at one time");
    }
    uids.set(free);
    return free;
  }

  private static void own(Path folder, int uid) throws IOException {
    if (uid >= 0) {
      Files.setAttribute(folder, "unix:gid", uid, NOFOLLOW_LINKS);
      Files.setAttribute(folder, "unix:uid", uid, NOFOLLOW_LINKS);
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
