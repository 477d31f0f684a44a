package dev.plotline;

import dev.plotline.chat.Message;
import dev.plotline.chat.Trails;
import dev.plotline.file.FileStore;
import dev.plotline.file.SpooledFiles;
import dev.plotline.inbox.DurableInbox;
import dev.plotline.inbox.Instances;
import dev.plotline.inbox.Posted;
import dev.plotline.inbox.Pulse;
import dev.plotline.record.Retention;
import dev.plotline.record.TurnRecords;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Spool;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What outlives the process: the turns, the messages without an answer, and what was posted for
/// them. Opened first, because adapters need it; [#begin] when the rest is there.
final class Memory implements AutoCloseable {
  /// Of the three seconds in which Slack wants to be acknowledged.
  private static final Duration STORE_PATIENCE = Duration.ofMillis(1_500);

  private static final Logger log = LoggerFactory.getLogger(Memory.class);
  private static final String SPOOL = "spool";
  private static final String SECOND = "spool-";

  private final Instances instances;
  private final SpooledFiles store;
  private final TurnRecords records;
  private final Posted posted;
  private final DurableInbox inbox;
  private final Clock clock;
  private @Nullable Pulse pulse;

  private Memory(Instances instances, SpooledFiles store, Clock clock) {
    this.instances = instances;
    this.store = store;
    this.clock = clock;
    records = new TurnRecords(store, clock);
    posted = new Posted(store);
    inbox = new DurableInbox(store, instances, posted, clock);
  }

  /// How often a sign of life is given.
  ///
  /// @param patience how long one is missed before another takes over
  /// @param first how long the start waits for what was left to be taken up
  record Beat(Duration interval, Duration patience, Duration first) {
    static final Beat NORMAL =
        new Beat(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(5));
  }

  static Memory open(FileStore files, Path home, Beat beat, Clock clock) {
    var instances = Instances.in(home, files, beat.patience());
    // A second process in one home must not carry the first one's objects.
    boolean sole = instances.isSoleInItsHome();
    Path own = home.resolve(sole ? SPOOL : SECOND + instances.own());
    var memory = new Memory(instances, new SpooledFiles(files, own, STORE_PATIENCE, clock), clock);
    memory.inherit();
    return memory;
  }

  /// What second processes in this home have left when they ended.
  private void inherit() {
    try {
      if (instances.isSoleInItsHome()) {
        store.inherit(SECOND);
      }
    } catch (IOException e) {
      log.warn("what another process has left can't be taken over: {}", e.toString());
    }
  }

  /// The store for small objects, which the disk stands in for.
  FileStore store() {
    return store;
  }

  /// The turns.
  TurnRecords records() {
    return records;
  }

  /// What was posted.
  Trails trails() {
    return posted;
  }

  /// Where adapters of chat platforms hand messages in.
  DurableInbox inbox() {
    return inbox;
  }

  /// Lanes whose messages are kept until they are answered.
  Turns turns(Turn turn) {
    return new Turns(
        new Turns.Run() {
          @Override
          public void await(Message message) throws InterruptedException {
            inbox.await(message);
          }

          @Override
          public Turns.Answer answer(Message message) {
            return switch (inbox.begun(message)) {
              case PLAIN -> turn.answer(message, false);
              case LEFT -> turn.answer(message, true);
              case GIVEN_UP -> new GivenUp(turn, message);
            };
          }
        },
        inbox::ended);
  }

  /// Said in the lane, so that what is said after it comes after it.
  private record GivenUp(Turn turn, Message message) implements Turns.Answer {
    @Override
    public void post() {
      try {
        turn.giveUp(message);
      } catch (RuntimeException e) {
        log.error("{} can't be answered, and that could not be said", message.label(), e);
      }
    }

    @Override
    public void abandon() {}
  }

  /// Takes up what was left, and hands on what comes.
  ///
  /// @param kept how long threads in which nothing happens are kept
  void begin(Turn turn, Turns turns, KnownThreads threads, Beat beat, Duration kept) {
    inbox.open(new Reception(turn, turns));
    var retention = new Retention(store, kept, inbox::spokenSince, clock);
    Pulse.Sweep sweep =
        () -> {
          inherit();
          Spool.sweep(clock.instant());
          threads.forgetAgain();
          inbox.expire(kept);
          retention.sweep();
        };
    var rhythm = new Pulse.Rhythm(beat.interval(), beat.first(), sweep);
    pulse = Pulse.start(inbox, instances, store, rhythm, clock);
  }

  /// What is wrong, empty when nothing is.
  String problem() {
    return pulse == null ? "" : pulse.problem();
  }

  /// Takes nothing more; what runs may still be recorded.
  void stopTaking() {
    inbox.close();
  }

  /// Leaves what has no answer to others.
  @Override
  public void close() {
    if (pulse != null) {
      pulse.close();
    }
    instances.close();
    store.close();
  }
}
