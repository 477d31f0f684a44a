package dev.plotline.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A store with a folder on this machine before it: a small object that can't be created in time is
/// written to the disk, and carried over when the store answers again. All else goes to the store
/// as it is.
///
/// As long as an object lies on the disk, only this process knows of it: another may create one of
/// the same key in the store, and that one then stays.
public final class SpooledFiles implements FileStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpooledFiles.class);

  private final FileStore store;
  private final Path folder;
  private final Duration patience;
  private final Clock clock;
  private final SpoolLock lock;
  private final ConcurrentSkipListMap<String, Waiting> spooled = new ConcurrentSkipListMap<>();

  /// Takes over what an earlier process has left in the folder.
  ///
  /// @param folder of this process alone
  /// @param patience how long the store is waited for
  public SpooledFiles(FileStore store, Path folder, Duration patience, Clock clock) {
    this.store = store;
    this.folder = folder;
    this.patience = patience;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      lock = SpoolLock.take(folder);
      read();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " can't be read", e);
    }
  }

  private void read() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".object")) {
          spooled.putIfAbsent(key(file), Waiting.of(file));
        }
      }
    }
  }

  /// Takes over what processes that have ended have left in folders beside this one.
  ///
  /// @param prefix of their names
  public void inherit(String prefix) throws IOException {
    try (Stream<Path> beside = Files.list(folder.toAbsolutePath().getParent())) {
      for (Path other : beside.filter(path -> isLike(path, prefix)).toList()) {
        if (SpoolLock.inherit(other, folder)) {
          log.info("what an ended process has left in {} is taken over", other.getFileName());
        }
      }
    }
    read();
  }

  private boolean isLike(Path path, String prefix) {
    String name = path.getFileName().toString();
    return name.startsWith(prefix) && !name.equals(folder.getFileName().toString());
  }

  /// Where an object waits.
  private record Waiting(Path file, long size, Instant at) {
    static Waiting of(Path file) throws IOException {
      return new Waiting(file, Files.size(file), Files.getLastModifiedTime(file).toInstant());
    }
  }

  // On the disk an object is its key, a line feed, its bytes.
  private static String key(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    return new String(all, 0, end(all), UTF_8);
  }

  private static byte[] bytes(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    return Arrays.copyOfRange(all, Math.min(all.length, end(all) + 1), all.length);
  }

  private static int end(byte[] all) {
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    return end;
  }

  /// How many objects wait on the disk.
  public int waiting() {
    return spooled.size();
  }

  /// Brings what lies on the disk to the store, oldest first; what fails stays.
  public void carry() throws IOException {
    var oldest = new ArrayList<>(spooled.entrySet());
    oldest.sort(Comparator.comparing(entry -> entry.getValue().file().getFileName().toString()));
    for (var entry : oldest) {
      try {
        if (!store.create(entry.getKey(), bytes(entry.getValue().file()))) {
          log.warn("an object from the disk was in the store already");
        }
      } catch (NoSuchFileException e) {
        log.warn("an object on the disk was deleted meanwhile");
      }
      spooled.remove(entry.getKey());
      Files.deleteIfExists(entry.getValue().file());
    }
    if (!oldest.isEmpty()) {
      log.info("{} objects were carried over from the disk", oldest.size());
    }
  }

  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    if (spooled.containsKey(key)) {
      return false;
    }
    try {
      return inTime(key, bytes);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException away) {
      log.warn("the store is away, so an object waits on the disk: {}", away.getMessage());
      try {
        return spool(key, bytes);
      } catch (IOException e) {
        e.addSuppressed(away);
        throw e;
      }
    }
  }

  /// The store's own attempts may take half a minute, and whoever sent a message waits for three
  /// seconds. An attempt that is given up may still succeed; carrying the object over then finds
  /// it.
  private boolean inTime(String key, byte[] bytes) throws IOException {
    var attempt = new FutureTask<>(() -> store.create(key, bytes));
    Thread.startVirtualThread(attempt);
    try {
      return attempt.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: create an object");
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("the store failed", e.getCause());
    }
  }

  private synchronized boolean spool(String key, byte[] bytes) throws IOException {
    if (spooled.containsKey(key)) {
      return false;
    }
    String name = "%019d-%s".formatted(clock.millis(), UUID.randomUUID());
    Path part = folder.resolve(name + ".part");
    Path file = folder.resolve(name + ".object");
    byte[] line = (key + "\n").getBytes(UTF_8);
    var all = ByteBuffer.allocate(line.length + bytes.length).put(line).put(bytes).flip();
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (all.hasRemaining()) {
        out.write(all);
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    spooled.put(key, Waiting.of(file));
    return true;
  }

  @Override
  public void put(String key, Content content, long size, String mediaType, String downloadName)
      throws IOException {
    store.put(key, content, size, mediaType, downloadName);
  }

  @Override
  public InputStream open(String key) throws IOException {
    Waiting waiting = spooled.get(key);
    if (waiting != null) {
      try {
        return new ByteArrayInputStream(bytes(waiting.file()));
      } catch (NoSuchFileException e) {
        // It has just been carried over.
      }
    }
    return store.open(key);
  }

  @Override
  public List<Stored> list(String prefix) throws IOException {
    // The disk first: what is carried over meanwhile is then in both lists, and never in none.
    Map<String, Stored> all = new TreeMap<>();
    for (var entry : spooled.tailMap(prefix).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      Waiting waiting = entry.getValue();
      all.put(entry.getKey(), new Stored(entry.getKey(), waiting.size(), waiting.at()));
    }
    store.list(prefix).forEach(stored -> all.put(stored.key(), stored));
    return List.copyOf(all.values());
  }

  @Override
  public void delete(List<String> keys) throws IOException {
    for (String key : keys) {
      Waiting waiting = spooled.remove(key);
      if (waiting != null) {
        Files.deleteIfExists(waiting.file());
      }
    }
    store.delete(keys);
  }

  @Override
  public Link link(String key, Duration life) throws IOException {
    return store.link(key, life);
  }

  /// Leaves what waits to whoever comes next.
  @Override
  public void close() {
    lock.close();
  }
}
