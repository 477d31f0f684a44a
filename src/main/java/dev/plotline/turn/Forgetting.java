package dev.plotline.turn;

import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.record.Retraction;
import dev.plotline.record.Retractions;
import dev.plotline.record.TurnRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes forgotten what was taken back. It is recorded first, because the platform tells of it
/// once; then done, when the turns that run in the thread have ended; then done again at each start
/// and now and then, until no turn that began before it can be recorded any more, here or in
/// another process. Done a second time it changes nothing. Safe for several threads.
final class Forgetting {
  private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
  private static final Duration LONGEST_TURN = Duration.ofHours(2);

  private final Turn.Kept kept;
  private final Turns turns;
  private final Inbox inbox;
  private final Retractions retractions;
  private final Clock clock;

  Forgetting(Turn.Kept kept, Turns turns, Inbox inbox, FileStore store, Clock clock) {
    this.kept = kept;
    this.turns = turns;
    this.inbox = inbox;
    this.retractions = new Retractions(store);
    this.clock = clock;
  }

  /// Keeps it in mind and begins.
  void begin(Retraction taken) {
    try {
      retractions.add(taken);
    } catch (IOException e) {
      throw new UncheckedIOException("what was taken back can't be kept in mind", e);
    }
    start(() -> isDone(taken));
  }

  /// Begins once more what was begun lately, also by processes that have ended.
  void again() throws IOException {
    for (Retractions.Kept one : retractions.all()) {
      start(() -> {
        if (isDone(one.retraction()) && one.at().isBefore(oldest())) {
          remove(one);
        }
      });
    }
  }

  private static void start(Runnable work) {
    Thread.ofVirtual().name("forget").start(work);
  }

  private Instant oldest() {
    return clock.instant().minus(LONGEST_TURN);
  }

  private void remove(Retractions.Kept one) {
    try {
      retractions.remove(one);
    } catch (IOException e) {
      log.warn("what was forgotten stays in mind: {}", e.getMessage());
    }
  }

  private boolean isDone(Retraction taken) {
    try {
      for (ThreadKey thread : threads(taken)) {
        awaitTurns(thread);
        forget(thread, taken);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      log.warn("what was taken back is not forgotten yet, and tried again: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private List<ThreadKey> threads(Retraction taken) throws IOException {
    ThreadKey thread = taken.thread();
    return thread.id().isEmpty()
        ? kept.records().sentIn(thread.platform(), thread.space(), taken.id())
        : List.of(thread);
  }

  /// A turn that goes on would record it after all.
  private void awaitTurns(ThreadKey thread) throws InterruptedException {
    Set<String> open = turns.of(thread).stream().map(Message::id).collect(Collectors.toSet());
    turns.awaitEnd(thread, message -> open.contains(message.id()), LONGEST_TURN);
  }

  /// One at a time: each reads all turns of its thread, and a second one finds nothing left to do.
  private synchronized void forget(ThreadKey thread, Retraction taken) throws IOException {
    Set<String> paths = new HashSet<>();
    Set<String> since = new HashSet<>();
    var keys = new ArrayList<String>();
    boolean known = false;
    for (TurnRecord turn : kept.records().all(thread)) {
      for (TurnRecord.Sent sent : turn.sent()) {
        if (taken.isOf(turn, sent)) {
          paths.add(sent.path());
          if (sent.key() != null) {
            keys.add(sent.key());
          }
        }
      }
      if (!paths.isEmpty()) {
        since.add(turn.asked().messageId());
      }
      known |= brought(turn, taken) && !Forgotten.of(turn, paths).equals(turn);
    }
    if (known) {
      kept.workspaces().apply(thread).delete(keys);
      kept.sandboxes().end(thread, "was ended because a file was taken back");
      Predicate<TurnRecord> later = turn -> since.contains(turn.asked().messageId());
      // The turn that it came with goes last: it tells that all is done.
      change(thread, later.and(turn -> !brought(turn, taken)), paths);
      change(thread, later.and(turn -> brought(turn, taken)), paths);
    }
    if (taken.what() == Retraction.What.MESSAGE) {
      inbox.forget(thread, taken.id());
      kept.records().change(thread, turn -> taken.isOf(turn) ? Forgotten.words(turn) : turn);
    }
  }

  private static boolean brought(TurnRecord turn, Retraction taken) {
    return turn.sent().stream().anyMatch(sent -> taken.isOf(turn, sent));
  }

  private void change(ThreadKey thread, Predicate<TurnRecord> which, Set<String> paths)
      throws IOException {
    kept.records().change(thread, turn -> which.test(turn) ? Forgotten.of(turn, paths) : turn);
  }
}
