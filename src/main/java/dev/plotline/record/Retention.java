package dev.plotline.record;

import dev.plotline.file.FileStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Spoken spoken;
  private final Clock clock;
  private Instant next = Instant.MIN;

  /// Of the threads in a store.
  ///
  /// @param kept how long after its last object a thread is kept
  /// @param spoken what was said lately, before anything of it is stored in the thread
  public Retention(FileStore store, Duration kept, Spoken spoken, Clock clock) {
    this.store = store;
    this.kept = kept;
    this.spoken = spoken;
    this.clock = clock;
  }

  /// Knows in which threads something was said.
  @FunctionalInterface
  public interface Spoken {
    /// Whether something was said in a thread since then.
    ///
    /// @param thread the last two parts of its prefix
    boolean since(String thread, Instant time) throws IOException;
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
    Set<String> removed = new HashSet<>();
    for (var thread : threads.entrySet()) {
      if (isGone(thread.getValue(), oldest) && remove(thread.getKey(), oldest)) {
        removed.add(thread.getKey());
      }
    }
    store.delete(
        store.list(SentFiles.PREFIX).stream()
            .filter(one -> one.at().isBefore(oldest))
            .map(FileStore.Stored::key)
            .filter(key -> {
              String thread = SentFiles.thread(key);
              return removed.contains(thread) || !threads.containsKey(thread);
            })
            .toList());
    if (!removed.isEmpty()) {
      log.info("{} threads were removed after {} days", removed.size(), kept.toDays());
    }
    next = now.plus(BETWEEN);
  }

  /// Looks again, because listing everything takes a while, and a thread may go on meanwhile.
  private boolean remove(String thread, Instant oldest) throws IOException {
    if (spoken.since(thread.substring(THREADS.length()), oldest)) {
      return false;
    }
    List<FileStore.Stored> objects = store.list(thread + "/");
    if (!isGone(objects, oldest)) {
      return false;
    }
    store.delete(objects.stream().map(FileStore.Stored::key).toList());
    return true;
  }

  private static boolean isGone(List<FileStore.Stored> objects, Instant oldest) {
    return objects.stream().allMatch(one -> one.at().isBefore(oldest));
  }

  /// `threads/<platform>/<hash>`.
  private static String thread(String key) {
    int platform = key.indexOf('/', THREADS.length());
    int hash = key.indexOf('/', platform + 1);
    return platform < 0 || hash < 0 ? key : key.substring(0, hash);
  }
}
