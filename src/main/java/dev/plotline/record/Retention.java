package dev.plotline.record;

import dev.plotline.file.FileStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what is stored of threads in which nothing was said or made for long. A thread goes as a
/// whole, because half a history would be taken for all of it. Used by one thread.
public final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  // It lists everything that is stored.
  private static final Duration BETWEEN = Duration.ofDays(1);
  private static final String THREADS = "threads/";

  private final FileStore store;
  private final Duration kept;
  private final Clock clock;
  private Instant next = Instant.MIN;

  /// Of the threads in a store.
  ///
  /// @param kept how long after its last object a thread is kept
  public Retention(FileStore store, Duration kept, Clock clock) {
    this.store = store;
    this.kept = kept;
    this.clock = clock;
  }

  /// Looks once a day, however often it is called.
  public void sweep() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    Map<String, List<FileStore.Stored>> threads = new HashMap<>();
    for (FileStore.Stored stored : store.list(THREADS)) {
      threads.computeIfAbsent(thread(stored.key()), _ -> new ArrayList<>()).add(stored);
    }
    Instant oldest = now.minus(kept);
    int removed = 0;
    for (List<FileStore.Stored> objects : threads.values()) {
      if (isGone(objects, oldest)) {
        store.delete(objects.stream().map(FileStore.Stored::key).toList());
        removed++;
      }
    }
    store.delete(
        store.list(SentFiles.PREFIX).stream()
            .filter(one -> one.at().isBefore(oldest))
            .map(FileStore.Stored::key)
            .filter(key -> isGone(threads.get(SentFiles.thread(key)), oldest))
            .toList());
    if (removed > 0) {
      log.info("{} threads were removed after {} days", removed, kept.toDays());
    }
    next = now.plus(BETWEEN);
  }

  private static boolean isGone(@Nullable List<FileStore.Stored> objects, Instant oldest) {
    return objects == null || objects.stream().allMatch(one -> one.at().isBefore(oldest));
  }

  /// `threads/<platform>/<hash>`.
  private static String thread(String key) {
    int platform = key.indexOf('/', THREADS.length());
    int hash = key.indexOf('/', platform + 1);
    return platform < 0 || hash < 0 ? key : key.substring(0, hash);
  }
}
