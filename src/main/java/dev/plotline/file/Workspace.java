package dev.plotline.file;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import dev.plotline.chat.ThreadKey;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The files of one thread, which outlive its sessions: what people sent and what the code made. A
/// file that is saved again under the same path is a new version; the old one stays where it is,
/// because links to it were given out.
///
/// Key: `<thread>/files/<time><random>/<path>`. The time is first, so that the store's own order is
/// the order of the versions; the random part makes keys that nobody can guess or collide with. An
/// empty `<thread>/files/<time><random>.removed/<path>` says that a file was removed.
public final class Workspace {
  /// The folder in a session for what no code of the thread's asked for.
  public static final String HIDDEN = ".plotline/";

  private static final String REMOVED = ".removed";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final FileStore store;
  private final String prefix;
  private final Duration linkLife;
  private final Clock clock;
  private final Map<String, String> keys = new ConcurrentHashMap<>();

  /// The workspace of a thread.
  public Workspace(FileStore store, ThreadKey thread, Duration linkLife, Clock clock) {
    this.store = store;
    this.prefix = thread.prefix() + "/files/";
    this.linkLife = linkLife;
    this.clock = clock;
  }

  /// A stored version of a file.
  ///
  /// @param key where in the store
  /// @param path in the session's working folder
  /// @param size in bytes
  /// @param at when it was saved
  public record Saved(String key, String path, long size, Instant at) {}

  /// Stores a version of a file under its own name.
  public Saved save(String path, Content content, long size) throws IOException {
    return save(path, FileName.last(path), content, size);
  }

  /// Stores a version of a file.
  ///
  /// @param name what a browser saves it as
  public Saved save(String path, String name, Content content, long size) throws IOException {
    String key = prefix + id() + "/" + path;
    store.put(key, content, size, FileName.mediaType(name), name);
    keys.put(path, key);
    return new Saved(key, path, size, clock.instant());
  }

  private String id() {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    return "%011x".formatted(clock.millis()) + HexFormat.of().formatHex(random);
  }

  /// Notes that files, or all in a folder, were removed, so that no new session gets them. Links to
  /// them still open.
  public void remove(Collection<String> paths) throws IOException {
    for (Saved file : latest()) {
      if (paths.stream().anyMatch(p -> file.path().equals(p) || file.path().startsWith(p + "/"))) {
        store.create(prefix + id() + REMOVED + "/" + file.path(), new byte[0]);
      }
    }
  }

  /// The key of what was last saved through this instance under a path, null for nothing.
  public @Nullable String keyOf(String path) {
    return keys.get(path);
  }

  /// The newest version of each file. Charts that were never files of the code's own, which lie in
  /// our hidden folder, are none of them.
  public Collection<Saved> latest() throws IOException {
    Map<String, Saved> latest = new LinkedHashMap<>();
    for (FileStore.Stored stored : store.list(prefix)) {
      int slash = stored.key().indexOf('/', prefix.length());
      String path = stored.key().substring(slash + 1);
      if (path.startsWith(HIDDEN)) {
        continue;
      }
      if (stored.key().startsWith(REMOVED, slash - REMOVED.length())) {
        latest.remove(path);
        continue;
      }
      latest.put(path, new Saved(stored.key(), path, stored.size(), stored.at()));
    }
    return latest.values();
  }

  /// The bytes of a version.
  public InputStream open(Saved file) throws IOException {
    return store.open(file.key());
  }

  /// The bytes that lie under a key of this workspace.
  public Content content(String key) {
    return () -> store.open(key);
  }

  /// A link to a version.
  public Link link(Saved file) throws IOException {
    return link(file.key());
  }

  /// A link to the version that lies under a key of this workspace.
  public Link link(String key) throws IOException {
    return store.link(key, linkLife);
  }

  /// Deletes versions for good.
  public void delete(List<String> keys) throws IOException {
    if (!keys.stream().allMatch(key -> key.startsWith(prefix))) {
      throw new IllegalArgumentException("the keys must be of this thread");
    }
    store.delete(keys);
  }
}
