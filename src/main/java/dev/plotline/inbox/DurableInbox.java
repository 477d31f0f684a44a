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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Open open = new Open();
  private final Recovery recovery;
  private final AtomicLong number = new AtomicLong();
  private final Object[] turnstiles = new Object[1024];
  private volatile @Nullable Desk desk;

  /// An inbox in a store.
  public DurableInbox(FileStore store, Instances instances, Posted posted, Clock clock) {
    this.letters = new Letters(store);
    this.instances = instances;
    this.posted = posted;
    this.clock = clock;
    recovery = new Recovery(letters, instances, open, clock, this::desk);
    Arrays.setAll(turnstiles, _ -> new Object());
  }

  /// How a turn begins.
  public enum Beginning {
    /// It is the first try, or another one here.
    PLAIN,
    /// A process that has ended left the message: whoever waits is told.
    LEFT,
    /// It was tried so often that there will be no answer, and whoever waits is told that.
    GIVEN_UP
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
    var taken = taken(message, false);
    // Two events of one message come at once: whoever is second must see what the first has done.
    synchronized (turnstiles[Math.floorMod(key.hashCode(), turnstiles.length)]) {
      if (open.has(key)) {
        // A store that is away could not tell.
        return false;
      }
      // The store may take long for this one, and what is said after it must not come before it.
      open.expect(key, taken);
      boolean fresh = false;
      try {
        fresh = create(key, taken);
      } finally {
        if (!fresh) {
          open.expectNoMore(key, taken);
        }
      }
      if (fresh) {
        open.begin(key, taken);
        posted.begin(message);
        open.handOn(List.of(key), () -> handOn(message, to));
      }
      return fresh;
    }
  }

  private static void handOn(Message message, Desk to) {
    try {
      to.accept(message);
    } catch (IllegalStateException e) {
      // It is recorded, and whoever starts next takes it up.
      log.info("{} is left to the next process", message.label());
    }
  }

  @Override
  public void join(Message message) {
    Desk to = desk();
    List<FileRef> fresh = List.copyOf(record(message).keySet());
    if (!fresh.isEmpty()) {
      Message files = only(message, fresh);
      open.join(files);
      to.join(files);
    }
  }

  @Override
  public void keep(Message message) {
    String of = Keys.of(message);
    if (!open.has(of)) {
      join(message);
      return;
    }
    Desk to = desk();
    open.hold(of, record(message).values());
    to.keep(message);
    if (!open.has(of)) {
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
      Taken taken = taken(only(message, List.of(file)), true);
      if (!came.contains(file.id()) && create(key, taken)) {
        open.begin(key, taken);
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

  private Taken taken(Message message, boolean joins) {
    return new Taken(message, joins, clock.instant(), number.incrementAndGet(), instances.own());
  }

  private boolean create(String key, Taken taken) {
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

  /// Waits until nothing that was said earlier in its thread is still to be answered elsewhere or
  /// to be taken up. The longest wait is for a live process at work; without the store there is
  /// none.
  public void await(Message message) throws InterruptedException {
    recovery.await(message);
  }

  /// The turn of a message begins. Only a repeated one is noted: a first try costs no time, and a
  /// message that ends the process each time is given up after some more.
  public Beginning begun(Message message) {
    var beginning = Beginning.PLAIN;
    for (String key : open.keys(message)) {
      Open.Attempt attempt = open.attempt(key);
      if (attempt != null) {
        try {
          letters.tried(key, attempt.tries() + 1);
        } catch (IOException e) {
          log.warn("{} its next try could not be noted: {}", message.label(), e.getMessage());
        }
        if (attempt.tries() >= MOST_TRIES) {
          beginning = Beginning.GIVEN_UP;
        } else if (attempt.left() && beginning == Beginning.PLAIN) {
          beginning = Beginning.LEFT;
        }
      }
    }
    return beginning;
  }

  /// A message is through.
  ///
  /// @param settled whether it needs no answer any more
  public void ended(Message message, boolean settled) {
    List<String> keys = open.leave(message);
    posted.end(message);
    if (settled) {
      keys.forEach(this::done);
    } else if (keys.isEmpty()) {
      // Nobody hands it in again.
      giveUp(desk(), message);
    } else {
      open.fail(keys);
    }
  }

  @Override
  public void forget(ThreadKey thread) throws IOException {
    letters.forget(letters.list(Keys.of(thread)));
  }

  @Override
  public void forget(ThreadKey thread, String messageId) throws IOException {
    var all = letters.list(Keys.of(thread));
    letters.forget(letters.whose(all, taken -> taken.message().id().equals(messageId)));
  }

  /// Removes what has had no answer for so long that nobody waits for one.
  public void expire(Duration kept) throws IOException {
    Instant oldest = clock.instant().minus(kept);
    var open = letters.list(Keys.INBOX).stream().filter(letter -> !letter.done()).toList();
    var old = letters.whose(open, taken -> taken.at().isBefore(oldest));
    if (!old.isEmpty()) {
      log.warn("{} messages were never answered and are too old now", old.size());
      letters.remove(old);
    }
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
    open.end(key).forEach(this::done);
  }

  /// Takes up, in order, what was left by processes that have ended.
  ///
  /// @return false when it is too early to tell of some messages whether they were left
  boolean takeUp() throws IOException {
    return recovery.takeUp();
  }

  /// Tries again what failed here.
  void tryAgain() throws IOException {
    recovery.tryAgain();
  }

  /// Known at each beat.
  ///
  /// @param settled whether nothing that others have taken can be open
  void settle(boolean settled) {
    recovery.settle(settled);
  }

  /// Whether something was said in a thread since then, or waits for its answer.
  ///
  /// @param thread its platform, a slash, its hash
  public boolean spokenSince(String thread, Instant time) throws IOException {
    return letters.list(Keys.INBOX + thread + "/").stream()
        .anyMatch(letter -> !letter.done() || !letter.at().isBefore(time));
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
