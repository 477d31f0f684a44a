package dev.plotline.inbox;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records each message before it is handed on, and takes up what was left by processes that ended.
/// Safe for several threads.
public final class DurableInbox implements Inbox {
  private static final Logger log = LoggerFactory.getLogger(DurableInbox.class);
  private static final int MOST_TRIES = 5;
  private static final Duration KEPT = Duration.ofDays(2);

  private final Letters letters;
  private final Instances instances;
  private final Posted posted;
  private final Clock clock;
  private final AtomicLong number = new AtomicLong();
  private final Set<String> working = ConcurrentHashMap.newKeySet();
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Map<String, String> joined = new ConcurrentHashMap<>();
  // Files that an adapter adds to a message itself, by the message.
  private final Map<String, List<String>> held = new ConcurrentHashMap<>();
  private final Object[] turnstiles = new Object[1024];
  private volatile @Nullable Desk desk;

  /// Of what was taken up.
  ///
  /// @param tries how often it has been tried again before
  /// @param left whether a process that ended has left it
  private record Attempt(int tries, boolean left) {}

  /// An inbox in a store.
  public DurableInbox(FileStore store, Instances instances, Posted posted, Clock clock) {
    this.letters = new Letters(store);
    this.instances = instances;
    this.posted = posted;
    this.clock = clock;
    Arrays.setAll(turnstiles, _ -> new Object());
  }

  /// Hands messages on from now on.
  public void open(Desk desk) {
    this.desk = desk;
  }

  /// Takes no more.
  public void close() {
    desk = null;
  }

  private Desk desk() {
    Desk current = desk;
    if (current == null) {
      throw new IllegalStateException("shutting down");
    }
    return current;
  }

  @Override
  public boolean accept(Message message) {
    Desk to = desk();
    String key = Keys.of(message);
    // Two events of one message come at once: whoever is second must see what the first has done.
    synchronized (turnstiles[Math.floorMod(key.hashCode(), turnstiles.length)]) {
      if (!create(key, message, false)) {
        return false;
      }
      working.add(key);
    }
    posted.begin(message);
    try {
      to.accept(message);
    } catch (IllegalStateException e) {
      // It is recorded, and whoever starts next takes it up.
      log.info("{} is left to the next process", message.label());
    }
    return true;
  }

  @Override
  public void join(Message message) {
    Desk to = desk();
    var fresh = new ArrayList<FileRef>();
    record(message)
        .forEach((file, key) -> {
          joined.put(at(message.thread(), file), key);
          fresh.add(file);
        });
    if (!fresh.isEmpty()) {
      to.join(only(message, fresh));
    }
  }

  @Override
  public void keep(Message message) {
    String of = Keys.of(message);
    if (!working.contains(of)) {
      join(message);
      return;
    }
    Desk to = desk();
    held.computeIfAbsent(of, _ -> new CopyOnWriteArrayList<>()).addAll(record(message).values());
    to.keep(message);
    if (!working.contains(of)) {
      // Its turn has ended meanwhile, with these files.
      done(of);
    }
  }

  /// Records the files that are new.
  ///
  /// @return where each is kept
  private Map<FileRef, String> record(Message message) {
    var fresh = new LinkedHashMap<FileRef, String>();
    Set<String> came = came(message);
    for (FileRef file : message.files()) {
      String key = Keys.of(message, file);
      if (!came.contains(file.id()) && create(key, only(message, List.of(file)), true)) {
        working.add(key);
        fresh.put(file, key);
      }
    }
    return fresh;
  }

  /// The files that the message itself brought; what can't be read here is known to the lanes.
  private Set<String> came(Message message) {
    Set<String> ids = new HashSet<>();
    try {
      var letter = new Letters.Letter(Keys.of(message), List.of(), 0, 0, false, Instant.MIN);
      for (Taken taken : letters.read(letter)) {
        taken.message().files().forEach(file -> ids.add(file.id()));
      }
    } catch (IOException e) {
      log.warn("{} its record can't be read: {}", message.label(), e.getMessage());
    }
    return ids;
  }

  private boolean create(String key, Message message, boolean joins) {
    var taken =
        new Taken(message, joins, clock.instant(), number.incrementAndGet(), instances.own());
    try {
      return letters.create(key, taken);
    } catch (IOException e) {
      throw new UncheckedIOException("a message can't be kept", e);
    }
  }

  private static Message only(Message message, List<FileRef> files) {
    return new Message(
        message.thread(),
        message.id(),
        message.from(),
        message.text(),
        files,
        message.at(),
        message.origin());
  }

  private static String at(ThreadKey thread, FileRef file) {
    return thread.hash() + "/" + file.id();
  }

  /// The turn of a message begins. Only a repeated one is noted: a first try costs no time, and a
  /// message that ends the process each time is given up after some more.
  ///
  /// @return whether a process that has ended left it, so that whoever waits is told
  public boolean begun(Message message) {
    boolean left = false;
    for (String key : keys(message)) {
      Attempt attempt = attempts.get(key);
      if (attempt != null) {
        left |= attempt.left();
        try {
          letters.tried(key, attempt.tries() + 1);
        } catch (IOException e) {
          log.warn("{} its next try could not be noted: {}", message.label(), e.getMessage());
        }
      }
    }
    return left;
  }

  /// What is kept of it, and of the files that came apart from it.
  private List<String> keys(Message message) {
    var keys = new ArrayList<String>();
    if (working.contains(Keys.of(message))) {
      keys.add(Keys.of(message));
    }
    for (FileRef file : message.files()) {
      String key = joined.get(at(message.thread(), file));
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /// A message is through.
  ///
  /// @param settled whether it needs no answer any more
  public void ended(Message message, boolean settled) {
    List<String> keys = keys(message);
    message.files().forEach(file -> joined.remove(at(message.thread(), file)));
    keys.forEach(attempts::remove);
    posted.end(message);
    if (!settled) {
      failed.addAll(keys);
      if (keys.isEmpty()) {
        // Nobody hands it in again.
        giveUp(desk(), message);
      }
      return;
    }
    keys.forEach(this::done);
  }

  @Override
  public void forget(ThreadKey thread) throws IOException {
    letters.forget(letters.list(Keys.of(thread)));
  }

  private static void giveUp(Desk to, Message message) {
    try {
      to.giveUp(message);
    } catch (RuntimeException e) {
      log.error("{} can't be answered, and that could not be said", message.label(), e);
    }
  }

  private void done(String key) {
    try {
      letters.done(key);
    } catch (IOException e) {
      log.error("an answered message could not be marked as such: {}", e.getMessage());
    }
    working.remove(key);
    // Not before: when a message is tried again here, its adapter adds them again.
    List<String> files = held.remove(key);
    if (files != null) {
      files.forEach(this::done);
    }
  }

  /// Takes up, in order, what was left by processes that have ended.
  ///
  /// @return false when it is too early to tell of some messages whether they were left
  boolean takeUp() throws IOException {
    var left = new ArrayList<Letters.Letter>();
    for (Letters.Letter letter : letters.list(Keys.INBOX)) {
      if (!letter.done() && !working.contains(letter.key())) {
        left.add(letter);
      }
    }
    return takeUp(left, false);
  }

  /// Tries again what failed here.
  void tryAgain() throws IOException {
    for (String key : List.copyOf(failed)) {
      failed.remove(key);
      try {
        boolean _ =
            takeUp(
                letters.list(key).stream().filter(letter -> letter.key().equals(key)).toList(),
                true);
      } catch (IOException e) {
        failed.add(key);
        throw e;
      }
    }
  }

  private boolean takeUp(List<Letters.Letter> left, boolean ours) throws IOException {
    Desk to = desk();
    boolean all = true;
    var taken = new ArrayList<Taken>();
    for (Letters.Letter letter : left) {
      for (Taken one : letters.read(letter)) {
        var state = instances.state(letters.owner(letter, one), letter.at());
        all &= ours || state != Instances.State.UNKNOWN;
        boolean free = ours || state == Instances.State.ENDED;
        if (free && !letter.done() && letters.claim(letter, instances.own())) {
          working.add(letter.key());
          if (letter.tries() >= MOST_TRIES) {
            giveUp(to, one.message());
            done(letter.key());
          } else {
            attempts.put(letter.key(), new Attempt(letter.tries(), !ours));
            taken.add(one);
          }
        }
      }
    }
    taken.sort(Taken.ORDER);
    handIn(taken, to);
    return all;
  }

  /// Files that came apart join their message here, when both were left.
  private void handIn(List<Taken> taken, Desk to) {
    Set<Taken> rest = new LinkedHashSet<>(taken);
    for (Taken one : taken) {
      Message message = one.message();
      if (!one.joins()) {
        for (Taken other : taken) {
          if (other.joins()
              && other.message().thread().equals(message.thread())
              && other.message().id().equals(message.id())
              && rest.remove(other)) {
            note(other.message());
            message = message.with(other.message().files());
          }
        }
        to.accept(message);
      } else if (rest.contains(one)) {
        note(message);
        to.join(message);
      }
    }
    if (!taken.isEmpty()) {
      log.info("{} messages were taken up", taken.size());
    }
  }

  private void note(Message message) {
    for (FileRef file : message.files()) {
      joined.put(at(message.thread(), file), Keys.of(message, file));
    }
  }

  /// Removes what is too old for a late repeat.
  void sweep() throws IOException {
    Instant oldest = clock.instant().minus(KEPT);
    letters.remove(
        letters.list(Keys.INBOX).stream()
            .filter(letter -> letter.done() && letter.at().isBefore(oldest))
            .toList());
  }
}
