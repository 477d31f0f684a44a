package dev.plotline;

import dev.plotline.chat.Message;
import dev.plotline.chat.Trails;
import dev.plotline.file.FileStore;
import dev.plotline.file.SpooledFiles;
import dev.plotline.inbox.Desk;
import dev.plotline.inbox.DurableInbox;
import dev.plotline.inbox.Instances;
import dev.plotline.inbox.Posted;
import dev.plotline.inbox.Pulse;
import dev.plotline.record.Retention;
import dev.plotline.record.TurnRecords;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What outlives the process: the turns, the messages without an answer, and what was posted for
/// them. Opened first, because adapters need it; [#begin] when the rest is there.
final class Memory implements AutoCloseable {
  /// Of the three seconds in which Slack wants to be acknowledged.
  private static final Duration STORE_PATIENCE = Duration.ofMillis(1_500);

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

  /// How often a sign of life is given, and how long one is missed before another takes over.
  record Beat(Duration interval, Duration patience) {
    static final Beat NORMAL = new Beat(Duration.ofSeconds(10), Duration.ofMinutes(1));
  }

  static Memory open(FileStore files, Path home, Beat beat, Clock clock) {
    var instances = Instances.in(home, files, beat.patience());
    Path spool = home.resolve("spool");
    // A second process in one home must not carry the first one's objects.
    Path own = instances.isSoleInItsHome() ? spool : home.resolve("spool-" + instances.own());
    return new Memory(instances, new SpooledFiles(files, own, STORE_PATIENCE, clock), clock);
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
        message -> {
          inbox.begun(message);
          return turn.answer(message);
        },
        inbox::ended);
  }

  /// Takes up what was left, and hands on what comes.
  ///
  /// @param kept how long threads in which nothing happens are kept
  void begin(Turn turn, Turns turns, Beat beat, Duration kept) {
    inbox.open(
        new Desk() {
          @Override
          public boolean accept(Message message) {
            return turns.accept(message);
          }

          @Override
          public void join(Message message) {
            turns.join(message);
          }

          @Override
          public void keep(Message message) {
            turns.keep(message);
          }

          @Override
          public void takenUp(Message message) {
            turn.takenUp(message);
          }

          @Override
          public void giveUp(Message message) {
            turn.giveUp(message);
          }
        });
    var rhythm =
        new Pulse.Rhythm(
            beat.interval(), Duration.ofSeconds(5), new Retention(store, kept, clock)::sweep);
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
  }
}
