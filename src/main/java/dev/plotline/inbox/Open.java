package dev.plotline.inbox;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The recorded messages that this process works on, by their keys. Safe for several threads.
final class Open {
  private final Map<String, Taken> working = new ConcurrentHashMap<>();
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
  // Files that came apart, by the thread and their id.
  private final Map<String, String> joined = new ConcurrentHashMap<>();
  // Files that an adapter adds to a message itself, by the message.
  private final Map<String, List<String>> held = new ConcurrentHashMap<>();
  // Known here, and not in a lane yet or not any more: what is said after them waits for them.
  private final Map<String, Taken> coming = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private long changes;

  /// Of what was taken up.
  ///
  /// @param tries how often it has been tried again before
  /// @param left whether a process that ended has left it
  record Attempt(int tries, boolean left) {}

  /// A message will be in its lane soon.
  synchronized void expect(String key, Taken taken) {
    coming.putIfAbsent(key, taken);
  }

  /// It won't, because it is a repeat; whatever became of the first one meanwhile stays as it is.
  synchronized void expectNoMore(String key, Taken taken) {
    if (coming.remove(key, taken)) {
      wake();
    }
  }

  /// It won't.
  synchronized void expectNoMore(String key) {
    coming.remove(key);
    failed.remove(key);
    wake();
  }

  /// Hands messages on. Whoever asks finds them expected or in their lane, at any moment.
  synchronized void handOn(Collection<String> keys, Runnable work) {
    try {
      work.run();
    } finally {
      keys.forEach(this::expectNoMore);
    }
  }

  /// Their turn failed.
  synchronized void fail(List<String> keys) {
    for (String key : keys) {
      Taken taken = working.get(key);
      if (taken != null) {
        coming.put(key, taken);
        failed.add(key);
      }
    }
  }

  /// Those whose turn failed.
  synchronized Set<String> failed() {
    return Set.copyOf(failed);
  }

  /// Whether something that was said earlier in the same thread is not in its lane yet.
  synchronized boolean isExpectedBefore(Taken taken) {
    return coming.values().stream()
        .anyMatch(one ->
            one.message().thread().equals(taken.message().thread())
                && Taken.ORDER.compare(one, taken) < 0);
  }

  /// Waits until something has changed, or for a while.
  synchronized void await(Duration most) throws InterruptedException {
    long before = changes;
    long end = System.nanoTime() + most.toNanos();
    for (long left = most.toMillis(); changes == before && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /// Something has changed.
  synchronized void wake() {
    changes++;
    notifyAll();
  }

  /// It is worked on from now on.
  void begin(String key, Taken taken) {
    working.put(key, taken);
  }

  /// It was taken up again.
  void begin(String key, Taken taken, Attempt attempt) {
    attempts.put(key, attempt);
    working.put(key, taken);
  }

  /// Whether it is worked on here.
  boolean has(String key) {
    return working.containsKey(key);
  }

  /// What is recorded of a message, or of the files that it consists of; null when nothing is.
  @Nullable Taken taken(Message message) {
    List<String> keys = keys(message);
    return keys.isEmpty() ? null : working.get(keys.getFirst());
  }

  /// It is not worked on here any more: it was deleted, or another process has it.
  void drop(String key) {
    end(key);
    expectNoMore(key);
  }

  /// Files that came apart from their message are answered with it or after it.
  void join(Message files) {
    for (FileRef file : files.files()) {
      joined.put(at(files.thread(), file), Keys.of(files, file));
    }
  }

  /// Files that an adapter adds to a message itself are through when it is.
  void hold(String key, Collection<String> files) {
    held.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>()).addAll(files);
  }

  /// What is kept of a message, and of the files that came apart from it.
  List<String> keys(Message message) {
    var keys = new ArrayList<String>();
    if (working.containsKey(Keys.of(message))) {
      keys.add(Keys.of(message));
    }
    for (FileRef file : message.files()) {
      String key = joined.get(at(message.thread(), file));
      if (key != null && working.containsKey(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  /// What is known of earlier attempts.
  @Nullable Attempt attempt(String key) {
    return attempts.get(key);
  }

  /// Its turn has ended, whichever way.
  List<String> leave(Message message) {
    List<String> keys = keys(message);
    message.files().forEach(file -> joined.remove(at(message.thread(), file)));
    keys.forEach(attempts::remove);
    return keys;
  }

  /// It needs no answer any more.
  ///
  /// @return the files that are through with it
  List<String> end(String key) {
    working.remove(key);
    // Not before: when a message is tried again here, its adapter adds them again.
    List<String> files = held.remove(key);
    return files == null ? List.of() : files;
  }

  private static String at(ThreadKey thread, FileRef file) {
    return thread.hash() + "/" + file.id();
  }
}
