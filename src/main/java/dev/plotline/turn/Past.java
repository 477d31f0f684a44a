package dev.plotline.turn;

import dev.plotline.agent.Entry;
import dev.plotline.chat.Link;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.file.FileName;
import dev.plotline.file.Workspace;
import dev.plotline.record.History;
import dev.plotline.record.TurnRecord;
import dev.plotline.record.TurnRecords;
import dev.plotline.sandbox.Journal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was before a turn in its thread, and what the turn adds to it. Used by the turn's thread.
final class Past {
  private static final Logger log = LoggerFactory.getLogger(Past.class);
  private static final String UNREADABLE =
      "What was said before in this thread can't be read right now, so this answer doesn't go on"
          + " from it.";

  private final TurnRecords records;
  private final Message message;
  private final Workspace workspace;
  private final List<TurnRecord> turns;
  private final boolean readable;

  private Past(
      TurnRecords records,
      Message message,
      Workspace workspace,
      List<TurnRecord> turns,
      boolean readable) {
    this.records = records;
    this.message = message;
    this.workspace = workspace;
    this.turns = turns;
    this.readable = readable;
  }

  /// Reads it; without the store it is what this process remembers.
  static Past of(TurnRecords records, Message message, Workspace workspace)
      throws InterruptedException {
    try {
      return new Past(records, message, workspace, records.current(message.thread()), true);
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("{} the thread's record can't be read: {}", message.label(), e.getMessage());
      var known = records.known(message.thread());
      return new Past(records, message, workspace, known, !known.isEmpty());
    }
  }

  /// The conversation so far.
  List<Entry> history() {
    return History.of(turns);
  }

  /// Sentences for the model and the person.
  List<String> notices() {
    return readable ? List.of() : List.of(UNREADABLE);
  }

  /// The answer to this message when an earlier attempt has recorded one, with new links.
  @Nullable Reply answer() {
    // Also from before a reset that came in between.
    for (TurnRecord turn : records.known(message.thread()).reversed()) {
      if (turn.asked().messageId().equals(message.id())) {
        return turn.answer().reply(this::link, workspace::content);
      }
    }
    return null;
  }

  /// Whether the thread's last session is another than this, because another process answered in
  /// between.
  boolean wentOnWithout(@Nullable String session) {
    if (session == null || turns.isEmpty()) {
      return false;
    }
    Journal.Held last = turns.getLast().journal().session();
    return last != null && !last.id().equals(session);
  }

  /// Records the turn. The answer is posted also when that fails.
  ///
  /// @param entries what it adds to the conversation
  /// @param journal what it did in the session
  void add(List<Entry> entries, Reply reply, Journal journal, Instant now) {
    var turn =
        new TurnRecord(
            TurnRecord.Asked.of(message),
            sent(),
            entries,
            TurnRecord.Answer.of(reply, workspace::keyOf),
            journal,
            now);
    try {
      records.add(message.thread(), turn);
    } catch (IOException e) {
      log.error("{} the turn could not be recorded: {}", message.label(), e.getMessage());
    }
  }

  private List<TurnRecord.Sent> sent() {
    var sent = new ArrayList<TurnRecord.Sent>();
    Set<String> names = new HashSet<>();
    for (var file : message.files()) {
      String name = FileName.unique(file.name(), names);
      names.add(name);
      sent.add(new TurnRecord.Sent(file.id(), name, workspace.keyOf(name)));
    }
    return sent;
  }

  private @Nullable Link link(String key) {
    try {
      return workspace.link(key);
    } catch (IOException e) {
      log.warn("{} a link could not be signed: {}", message.label(), e.getMessage());
      return null;
    }
  }
}
