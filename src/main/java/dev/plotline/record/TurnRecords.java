package dev.plotline.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.sandbox.Journal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns of all threads, in the store and in a cache before it. Safe for several threads; turns
/// of one thread are added one at a time.
public final class TurnRecords implements Journal.Source {
  private static final Logger log = LoggerFactory.getLogger(TurnRecords.class);

  /// What the cache holds, in bytes of JSON; in the heap it is about three times that.
  private static final long CACHED_BYTES = 24 << 20;

  private static final int AT_ONCE = 32;
  private static final String RESET = "-reset.json";

  private final FileStore store;
  private final SentFiles sent;
  private final Clock clock;
  private final Semaphore reads = new Semaphore(AT_ONCE);
  private final Cache<ThreadKey, Loaded> cache =
      Caffeine.newBuilder()
          .maximumWeight(CACHED_BYTES)
          .weigher((ThreadKey _, Loaded loaded) -> loaded.weight())
          .build();

  /// Turns in a store.
  public TurnRecords(FileStore store, Clock clock) {
    this.store = store;
    this.sent = new SentFiles(store);
    this.clock = clock;
  }

  /// A thread's turns by key, a reset being one without a turn.
  private record Loaded(NavigableMap<String, Stored> turns) {
    static final Loaded NOTHING = new Loaded(new TreeMap<>());

    int weight() {
      return 200 + turns.values().stream().mapToInt(Stored::bytes).sum();
    }

    Loaded with(Map<String, Stored> more) {
      var all = new TreeMap<>(turns);
      all.putAll(more);
      return new Loaded(all);
    }

    List<TurnRecord> all() {
      var all = new ArrayList<TurnRecord>();
      for (Stored stored : turns.values()) {
        if (stored.turn() != null) {
          all.add(stored.turn());
        }
      }
      return all;
    }
  }

  /// An object.
  ///
  /// @param turn the turn in it, null for a reset and for what can't be read
  private record Stored(@Nullable TurnRecord turn, int bytes) {
    static final Stored NOTHING = new Stored(null, 2);
  }

  /// All turns of a thread, in order.
  public List<TurnRecord> all(ThreadKey thread) throws IOException {
    return loaded(thread).all();
  }

  /// The turns since the last reset: what the thread goes on from.
  public List<TurnRecord> current(ThreadKey thread) throws IOException {
    var current = new ArrayList<TurnRecord>();
    for (var stored : loaded(thread).turns().entrySet()) {
      TurnRecord turn = stored.getValue().turn();
      if (stored.getKey().endsWith(RESET)) {
        current.clear();
      } else if (turn != null) {
        current.add(turn);
      }
    }
    return current;
  }

  @Override
  public List<Journal> of(ThreadKey thread) throws IOException {
    return current(thread).stream().map(TurnRecord::journal).toList();
  }

  /// What is known of a thread without asking the store.
  public List<TurnRecord> known(ThreadKey thread) {
    Loaded loaded = cache.getIfPresent(thread);
    return loaded == null ? List.of() : loaded.all();
  }

  /// Stores a turn.
  public void add(ThreadKey thread, TurnRecord turn) throws IOException {
    byte[] json = RecordJson.write(turn);
    String key = next(thread) + "-" + Hash.of(turn.asked().messageId()) + ".json";
    // First, so that this process goes on with it whatever becomes of the store.
    cache.put(thread, cached(thread).with(Map.of(key, new Stored(turn, json.length))));
    store.create(key, json);
    for (TurnRecord.Sent file : turn.sent()) {
      sent.add(thread, file.fileId());
    }
  }

  /// The threads that a file was sent in.
  ///
  /// @param space the workspace that the id is unique in
  public List<ThreadKey> sentIn(String platform, String space, String fileId) throws IOException {
    return sent.threads(platform, space, fileId);
  }

  /// What is stored of a thread outside of its prefix.
  public List<String> beside(ThreadKey thread) throws IOException {
    return all(thread).stream()
        .flatMap(turn -> turn.sent().stream())
        .map(file -> SentFiles.key(thread, file.fileId()))
        .distinct()
        .toList();
  }

  /// Changes turns in their place: for what must not be kept any longer. Other processes see it by
  /// the length of the object.
  public void change(ThreadKey thread, UnaryOperator<TurnRecord> change) throws IOException {
    var changed = new TreeMap<String, Stored>();
    for (var one : loaded(thread).turns().entrySet()) {
      TurnRecord before = one.getValue().turn();
      TurnRecord after = before == null ? null : change.apply(before);
      if (after != null && !after.equals(before)) {
        byte[] json = RecordJson.write(after);
        store.put(
            one.getKey(),
            () -> new ByteArrayInputStream(json),
            json.length,
            "application/json",
            "turn.json");
        changed.put(one.getKey(), new Stored(after, json.length));
      }
    }
    cache.put(thread, cached(thread).with(changed));
  }

  /// Makes the thread begin anew: what was before is no longer gone on from.
  public void reset(ThreadKey thread) throws IOException {
    loaded(thread);
    String key = next(thread) + RESET;
    store.create(key, "{}".getBytes(UTF_8));
    cache.put(thread, cached(thread).with(Map.of(key, Stored.NOTHING)));
  }

  /// Makes this process forget a thread; the store keeps it.
  public void evict(ThreadKey thread) {
    cache.invalidate(thread);
  }

  /// The key's part before the dash: now, but always after what is there.
  private String next(ThreadKey thread) {
    String prefix = prefix(thread);
    var turns = cached(thread).turns();
    long time = clock.millis();
    if (!turns.isEmpty()) {
      String last = turns.lastKey().substring(prefix.length());
      time = Math.max(time, Long.parseLong(last.substring(0, last.indexOf('-')), 16) + 1);
    }
    return prefix + "%011x".formatted(time);
  }

  private Loaded cached(ThreadKey thread) {
    Loaded loaded = cache.getIfPresent(thread);
    return loaded == null ? Loaded.NOTHING : loaded;
  }

  /// What the store lists, read as far as it isn't cached. What is no longer listed was deleted,
  /// perhaps by another process, and is forgotten here too.
  private Loaded loaded(ThreadKey thread) throws IOException {
    var known = cached(thread).turns();
    var turns = new TreeMap<String, Stored>();
    var missing = new TreeMap<String, Future<Stored>>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (FileStore.Stored object : store.list(prefix(thread))) {
          Stored one = known.get(object.key());
          if (one == null || one.bytes() != object.size()) {
            missing.put(object.key(), readers.submit(() -> read(thread, object.key())));
          } else {
            turns.put(object.key(), one);
          }
        }
        for (var one : missing.entrySet()) {
          turns.put(one.getKey(), one.getValue().get());
        }
      } finally {
        // Closing waits for all, and whoever is stopped must not wait for the store.
        readers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: read a thread's turns");
    } catch (ExecutionException e) {
      throw new IOException("a thread's turns could not be read", e.getCause());
    }
    var loaded = new Loaded(turns);
    cache.put(thread, loaded);
    return loaded;
  }

  private Stored read(ThreadKey thread, String key) throws IOException, InterruptedException {
    if (key.endsWith(RESET)) {
      return Stored.NOTHING;
    }
    reads.acquire();
    int length = 0;
    try (InputStream in = store.open(key)) {
      byte[] json = in.readAllBytes();
      length = json.length;
      return new Stored(RecordJson.read(json), json.length);
    } catch (NoSuchFileException e) {
      // Deleted between the list and here.
      return Stored.NOTHING;
    } catch (JsonProcessingException e) {
      // One broken object must not take the rest of the thread with it.
      log.error("{} a turn's record can't be read: {}", thread, e.getOriginalMessage());
      return new Stored(null, length);
    } finally {
      reads.release();
    }
  }

  private static String prefix(ThreadKey thread) {
    return thread.prefix() + "/turns/";
  }
}
