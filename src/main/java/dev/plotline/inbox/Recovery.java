package dev.plotline.inbox;

import dev.plotline.chat.Message;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up what was left by processes that ended and what failed here, and lets nothing that is
/// new come before it. Safe for several threads.
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  // Others are taken for dead after half of it.
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // What a live process has not touched for so long it may never end.
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Letters letters;
  private final Instances instances;
  private final Open open;
  private final Clock clock;
  private final Supplier<Desk> desk;
  private volatile boolean settled;

  /// @param desk where messages are handed in; throws [IllegalStateException] when none are
  Recovery(Letters letters, Instances instances, Open open, Clock clock, Supplier<Desk> desk) {
    this.letters = letters;
    this.instances = instances;
    this.open = open;
    this.clock = clock;
    this.desk = desk;
  }

  /// A recorded message that may be taken up.
  private record Found(Letters.Letter letter, Taken taken) {
    String key() {
      return letter.key();
    }

    Message message() {
      return taken.message();
    }

    /// Whether it is files of that message.
    boolean isOf(Found other) {
      return taken.joins()
          && !other.taken().joins()
          && message().thread().equals(other.message().thread())
          && message().id().equals(other.message().id());
    }
  }

  /// Takes up, in order, what was left by processes that have ended.
  ///
  /// @return false when it is too early to tell of some messages whether they were left
  boolean takeUp() throws IOException {
    boolean all = true;
    for (List<Letters.Letter> thread : threads(letters.list(Keys.INBOX), _ -> true)) {
      all &= takeUp(thread, false);
    }
    return all;
  }

  /// Tries again what failed here.
  void tryAgain() throws IOException {
    Set<String> failed = open.failed();
    Set<String> threads = new HashSet<>();
    failed.forEach(key -> threads.add(key.substring(0, key.lastIndexOf('/') + 1)));
    for (String thread : threads) {
      List<Letters.Letter> all = letters.list(thread);
      for (var one : threads(all, letter -> failed.contains(letter.key()))) {
        boolean _ = takeUp(one, true);
      }
      // What was deleted meanwhile doesn't come back.
      var there = new HashSet<String>();
      all.stream().filter(letter -> !letter.done()).forEach(letter -> there.add(letter.key()));
      failed.stream()
          .filter(key -> key.startsWith(thread) && !there.contains(key))
          .forEach(open::drop);
    }
  }

  private static List<List<Letters.Letter>> threads(
      List<Letters.Letter> all, Predicate<Letters.Letter> which) {
    var threads = new LinkedHashMap<String, List<Letters.Letter>>();
    for (Letters.Letter letter : all) {
      if (!letter.done() && which.test(letter)) {
        String thread = letter.key().substring(0, letter.key().lastIndexOf('/'));
        threads.computeIfAbsent(thread, _ -> new ArrayList<>()).add(letter);
      }
    }
    return List.copyOf(threads.values());
  }

  /// Of one thread. One at a time, so that nobody takes another's claim for a message in its lane.
  private synchronized boolean takeUp(List<Letters.Letter> thread, boolean ours)
      throws IOException {
    Desk to = desk.get();
    boolean all = true;
    var free = new ArrayList<Found>();
    for (Letters.Letter letter : thread) {
      if (ours || !open.has(letter.key())) {
        for (Taken one : letters.read(letter)) {
          var found = new Found(letter, one);
          switch (state(found, ours)) {
            case ENDED -> free.add(found);
            case UNKNOWN -> all = false;
            case ALIVE -> leave(found, ours);
          }
        }
      }
    }
    free.removeIf(found -> !to.serves(found.message().thread()));
    free.sort((one, other) -> Taken.ORDER.compare(one.taken(), other.taken()));
    claim(free, ours, to);
    return all;
  }

  /// What became of the process that has it, or of the turn here.
  private Instances.State state(Found found, boolean ours) throws IOException {
    String owner = letters.owner(found.letter(), found.taken());
    return ours && owner.equals(instances.own())
        ? Instances.State.ENDED
        : instances.state(owner, found.letter().at());
  }

  /// Another process took this one for dead, and works on what has failed here.
  private void leave(Found found, boolean ours) {
    if (ours) {
      open.drop(found.key());
    }
  }

  /// What can't be claimed now is taken up later, and all that follows it in the thread too.
  private void claim(List<Found> free, boolean ours, Desk to) throws IOException {
    free.forEach(one -> open.expect(one.key(), one.taken()));
    var claimed = new ArrayList<Found>();
    try {
      for (Found one : free) {
        if (letters.claim(one.letter(), instances.own())) {
          open.begin(one.key(), one.taken(), new Open.Attempt(one.letter().tries(), !ours));
          claimed.add(one);
        } else {
          open.expectNoMore(one.key());
        }
      }
    } finally {
      handIn(claimed, ours, to);
      for (Found one : free) {
        if (!open.has(one.key())) {
          open.expectNoMore(one.key());
        }
      }
    }
  }

  /// Files that came apart join their message here, when both were left. Those that followed it and
  /// failed follow it again: the lanes have seen them join.
  private void handIn(List<Found> claimed, boolean ours, Desk to) {
    for (Found one : claimed) {
      if (!one.taken().joins()) {
        var keys = new ArrayList<>(List.of(one.key()));
        Message message = one.message();
        for (Found file : claimed) {
          if (file.isOf(one)) {
            open.join(file.message());
            keys.add(file.key());
            message = message.with(file.message().files());
          }
        }
        Message whole = message;
        open.handOn(keys, () -> to.accept(whole));
      } else if (claimed.stream().noneMatch(one::isOf)) {
        Message files = one.message();
        open.join(files);
        open.handOn(
            List.of(one.key()),
            () -> {
              if (ours) {
                to.accept(files.after(files.files()));
              } else {
                to.join(files);
              }
            });
      }
    }
    if (!claimed.isEmpty()) {
      log.info("{} messages were taken up", claimed.size());
    }
  }

  /// Known at each beat.
  ///
  /// @param settled whether nothing that others have taken can be open
  void settle(boolean settled) {
    this.settled = settled;
    open.wake();
  }

  /// Waits until nothing is open that was said earlier in the thread and that is not in its lane
  /// here: others work on it, or it is taken up first. Without the store nobody waits.
  void await(Message message) throws InterruptedException {
    Taken own = open.taken(message);
    if (own == null) {
      return;
    }
    long start = System.nanoTime();
    boolean waits = true;
    while (waits) {
      waits = isBehind(own, System.nanoTime() - start < PATIENCE.toNanos());
      if (waits) {
        open.await(LOOK);
      }
    }
  }

  private boolean isBehind(Taken own, boolean patient) throws InterruptedException {
    if (open.isExpectedBefore(own) && patient) {
      return true;
    }
    if (settled) {
      return false;
    }
    try {
      return isBehindOthers(own, patient);
    } catch (IllegalStateException e) {
      // It is closing: whoever comes next takes up both.
      return patient;
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn(
          "{} nobody knows what was said before it: {}", own.message().label(), e.getMessage());
      return false;
    }
  }

  private boolean isBehindOthers(Taken own, boolean patient)
      throws IOException, InterruptedException {
    String thread = Keys.of(own.message().thread());
    boolean behind = false;
    Set<String> left = new HashSet<>();
    for (Letters.Letter letter : letters.list(thread)) {
      if (letter.done() || open.has(letter.key())) {
        continue;
      }
      for (Taken one : letters.read(letter)) {
        String owner = letters.owner(letter, one);
        if (Taken.ORDER.compare(one, own) < 0 && !owner.equals(instances.own())) {
          switch (instances.state(owner, letter.at())) {
            case ALIVE -> behind |= letter.at().isAfter(clock.instant().minus(LONGEST));
            case UNKNOWN -> behind |= patient;
            case ENDED -> left.add(letter.key());
          }
        }
      }
    }
    if (left.isEmpty()) {
      return behind;
    }
    // Asked anew: before it ended its process may have answered what was open a moment ago.
    for (var one : threads(letters.list(thread), letter -> left.contains(letter.key()))) {
      takeUpBeside(one);
    }
    return patient;
  }

  /// Whoever waits may be stopped, and a claim that is made after that would not be known here.
  private void takeUpBeside(List<Letters.Letter> thread) throws IOException, InterruptedException {
    var work = new FutureTask<>(() -> takeUp(thread, false));
    Thread.ofVirtual().name("recovery").start(work);
    try {
      boolean _ = work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException away) {
        throw away;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("what was left can't be taken up", e.getCause());
    }
  }
}
