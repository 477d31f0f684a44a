package dev.plotline.file;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// A store in memory that a test can take away, with a clock of its own.
public final class MapFiles implements FileStore {
  private final Map<String, Held> objects = new ConcurrentSkipListMap<>();
  private final Clock clock;
  public volatile boolean away;
  public volatile Runnable beforeReading = () -> {};
  public volatile Consumer<String> beforeListing = _ -> {};
  public volatile Consumer<String> beforeCreating = _ -> {};

  public MapFiles(Clock clock) {
    this.clock = clock;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Held(byte[] bytes, Instant at) {}

  public List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  private void reach() throws IOException {
    if (away) {
      throw new IOException("the store is away");
    }
  }

  @Override
  public void put(String key, Content content, long size, String mediaType, String downloadName)
      throws IOException {
    reach();
    try (InputStream in = content.open()) {
      objects.put(key, new Held(in.readAllBytes(), clock.instant()));
    }
  }

  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    beforeCreating.accept(key);
    reach();
    return objects.putIfAbsent(key, new Held(bytes.clone(), clock.instant())) == null;
  }

  @Override
  public InputStream open(String key) throws IOException {
    reach();
    beforeReading.run();
    Held held = objects.get(key);
    if (held == null) {
      throw new NoSuchFileException(key);
    }
    return new ByteArrayInputStream(held.bytes());
  }

  @Override
  public List<Stored> list(String prefix) throws IOException {
    beforeListing.accept(prefix);
    reach();
    var list = new ArrayList<Stored>();
    objects.forEach((key, held) -> {
      if (key.startsWith(prefix)) {
        list.add(new Stored(key, held.bytes().length, held.at()));
      }
    });
    return list;
  }

  @Override
  public void delete(List<String> keys) throws IOException {
    reach();
    keys.forEach(objects::remove);
  }

  @Override
  public Link link(String key, Duration life) {
    return new Link(URI.create("http://127.0.0.1/" + key), clock.instant().plus(life));
  }
}
