package dev.plotline;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A store that notes from when to when each chat thread waits for it, as [System#nanoTime], which
/// all processes of a machine share on Linux.
final class TimedFiles implements FileStore {
  private static final Pattern THREAD = Pattern.compile("/slack/([0-9a-f]{32})");

  private final FileStore store;
  private final Map<String, ConcurrentLinkedQueue<long[]>> waits = new ConcurrentHashMap<>();

  TimedFiles(FileStore store) {
    this.store = store;
  }

  /// Something that the store does.
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T timed(String key, Work<T> work) throws IOException {
    long from = System.nanoTime();
    try {
      return work.run();
    } finally {
      Matcher thread = THREAD.matcher(key);
      if (thread.find()) {
        waits
            .computeIfAbsent(thread.group(1), _ -> new ConcurrentLinkedQueue<>())
            .add(new long[] {from, System.nanoTime()});
      }
    }
  }

  /// The waits since this was last asked, by the thread's hash.
  Map<String, List<long[]>> taken() {
    var taken = new HashMap<String, List<long[]>>();
    waits.forEach((thread, all) -> taken.put(thread, List.copyOf(all)));
    waits.clear();
    return taken;
  }

  @Override
  public void put(String key, Content content, long size, String mediaType, String downloadName)
      throws IOException {
    timed(
        key,
        () -> {
          store.put(key, content, size, mediaType, downloadName);
          return key;
        });
  }

  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    return timed(key, () -> store.create(key, bytes));
  }

  @Override
  public InputStream open(String key) throws IOException {
    return timed(key, () -> store.open(key));
  }

  @Override
  public List<Stored> list(String prefix) throws IOException {
    return timed(prefix, () -> store.list(prefix));
  }

  @Override
  public void delete(List<String> keys) throws IOException {
    store.delete(keys);
  }

  @Override
  public Link link(String key, Duration life) throws IOException {
    return store.link(key, life);
  }
}
