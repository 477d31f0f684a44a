package dev.plotline.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.file.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The processes that answer from one bucket: this one, and which of the others live. Safe for
/// several threads.
public final class Instances implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Instances.class);
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final FileStore store;
  private final Duration patience;
  private final String home;
  private final String own;
  private final @Nullable FileChannel channel;
  private final boolean sole;
  private final Set<String> seen = new HashSet<>();
  private Set<String> alive = Set.of();
  private Instant oldest = Instant.MIN;
  private boolean signed;

  private Instances(
      FileStore store, Duration patience, String home, @Nullable FileChannel channel) {
    this.store = store;
    this.patience = patience;
    this.home = home;
    this.own = home + "-" + random();
    this.channel = channel;
    this.sole = channel != null;
  }

  /// This process as one of those that share a store.
  ///
  /// @param folder where the home's id and lock lie
  /// @param patience how much older than ours another's sign of life may be
  public static Instances in(Path folder, FileStore store, Duration patience) {
    try {
      Files.createDirectories(folder);
      FileChannel channel = lock(folder.resolve("instance.lock"));
      String home = channel == null ? random() : home(folder.resolve("instance.id"));
      return new Instances(store, patience, home, channel);
    } catch (IOException e) {
      log.warn("the folder {} can't be used, so it is not known who ran there", folder, e);
      return new Instances(store, patience, random(), null);
    }
  }

  /// The lock lasts as long as the process: the system lets go of it also after a crash.
  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another bot in this very process has it.
    }
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static String home(Path file) throws IOException {
    if (Files.exists(file)) {
      String id = Files.readString(file).strip();
      if (ID.matcher(id).matches()) {
        return id;
      }
    }
    String id = random();
    Files.writeString(file, id);
    return id;
  }

  /// The id of this process.
  public String own() {
    return own;
  }

  /// Whether this is the only process that runs in its home folder.
  public boolean isSoleInItsHome() {
    return sole;
  }

  /// Gives a sign of life and looks for those of the others.
  ///
  /// @return those that lived when this was last called and do so no more
  synchronized Set<String> beat() throws IOException {
    byte[] sign = own.getBytes(UTF_8);
    String key = Keys.INSTANCES + own;
    store.put(key, () -> new ByteArrayInputStream(sign), sign.length, "text/plain", "instance");
    signed = true;
    Map<String, Instant> signs = new HashMap<>();
    for (FileStore.Stored stored : store.list(Keys.INSTANCES)) {
      signs.put(stored.key().substring(Keys.INSTANCES.length()), stored.at());
    }
    Instant ours = signs.get(own);
    if (ours == null) {
      // Nothing can be told without our own time on the store's clock.
      return Set.of();
    }
    oldest = ours.minus(patience);
    seen.addAll(signs.keySet());
    Set<String> living = new HashSet<>();
    signs.forEach((id, at) -> {
      if (!at.isBefore(oldest) && !isReplaced(id)) {
        living.add(id);
      }
    });
    Set<String> stopped = new HashSet<>(alive);
    stopped.removeAll(living);
    alive = living;
    var remains =
        signs.keySet().stream()
            .filter(id -> isReplaced(id) || !living.contains(id))
            .map(id -> Keys.INSTANCES + id)
            .toList();
    if (!remains.isEmpty()) {
      store.delete(remains);
    }
    return stopped;
  }

  /// Whether no other process lived at the last beat.
  synchronized boolean isAlone() {
    return alive.equals(Set.of(own));
  }

  /// Whether a process lives.
  enum State {
    /// It gives signs of life.
    ALIVE,
    /// It gave some and doesn't any more.
    ENDED,
    /// None were seen: it may have just begun.
    UNKNOWN
  }

  /// Whether a process lives, as of the last beat.
  ///
  /// @param wrote when it is known to have lived, by the store's clock
  synchronized State state(String id, Instant wrote) {
    if (id.equals(own) || alive.contains(id)) {
      return State.ALIVE;
    }
    // A message may be recorded before its process could give its first sign, when the store had
    // just been away.
    boolean known = seen.contains(id) || isReplaced(id) || wrote.isBefore(oldest);
    return known ? State.ENDED : State.UNKNOWN;
  }

  /// Only one process at a time holds a home's lock, and this one does now.
  private boolean isReplaced(String id) {
    return sole && !id.equals(own) && id.startsWith(home + "-");
  }

  /// Tells the others that this process has ended, if it ever told them that it lives; once.
  @Override
  public synchronized void close() {
    try {
      if (signed) {
        signed = false;
        store.delete(List.of(Keys.INSTANCES + own));
      }
    } catch (IOException e) {
      log.warn("the sign of life could not be removed, it will expire: {}", e.getMessage());
    }
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      log.warn("the home folder's lock could not be closed: {}", e.toString());
    }
  }

  private static String random() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
