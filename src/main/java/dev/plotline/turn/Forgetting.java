package dev.plotline.turn;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.record.TurnRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/// Makes a file forgotten that whoever sent it took back: its bytes, what the model was told of it,
/// what code has printed since it came, and the session whose variables may hold it. What was
/// answered stays, because the thread on the platform has it too.
final class Forgetting {
  private static final String LEFT_OUT =
      "(Left out, because it may show a file that was taken back.)";

  private final Turn.Kept kept;

  Forgetting(Turn.Kept kept) {
    this.kept = kept;
  }

  /// @param which whether a file that was sent for a turn is meant
  void forget(ThreadKey thread, BiPredicate<TurnRecord, TurnRecord.Sent> which) throws IOException {
    Set<String> paths = new HashSet<>();
    Set<String> since = new HashSet<>();
    var keys = new ArrayList<String>();
    for (TurnRecord turn : kept.records().all(thread)) {
      for (TurnRecord.Sent sent : turn.sent()) {
        if (which.test(turn, sent)) {
          paths.add(sent.path());
          if (sent.key() != null) {
            keys.add(sent.key());
          }
        }
      }
      if (!paths.isEmpty()) {
        since.add(turn.asked().messageId());
      }
    }
    if (paths.isEmpty()) {
      return;
    }
    kept.workspaces().apply(thread).delete(keys);
    kept.sandboxes().end(thread, "was ended because a file was taken back");
    kept.records()
        .change(
            thread, turn -> since.contains(turn.asked().messageId()) ? without(turn, paths) : turn);
  }

  private static TurnRecord without(TurnRecord turn, Set<String> paths) {
    TurnRecord.Answer answer = turn.answer();
    return new TurnRecord(
        turn.asked(),
        turn.sent(),
        turn.entries().stream().map(entry -> without(entry, paths)).toList(),
        new TurnRecord.Answer(
            answer.ending(),
            answer.text(),
            answer.notices(),
            answer.figures(),
            answer.files(),
            answer.read().stream().filter(one -> !Question.isOf(one.file(), paths)).toList(),
            answer.executions().stream().map(Forgetting::silent).toList(),
            answer.model(),
            answer.session()),
        turn.journal(),
        turn.endedAt());
  }

  private static Entry without(Entry entry, Set<String> paths) {
    return new Entry(
        entry.role(),
        entry.blocks().stream()
            .map(block ->
                switch (block) {
                  case Block.ToolResult(String id, boolean error, _) ->
                      new Block.ToolResult(id, error, List.of(new Block.Text(LEFT_OUT)));
                  case Block.Text(String text) when entry.role() == Entry.Role.USER ->
                      new Block.Text(Question.without(text, paths));
                  case Block.Text _, Block.Image _, Block.ToolUse _, Block.Reasoning _ -> block;
                })
            .toList());
  }

  private static Reply.Execution silent(Reply.Execution run) {
    return new Reply.Execution(
        run.language(),
        run.code(),
        run.stdout().isEmpty() ? "" : LEFT_OUT,
        run.stderr().isEmpty() ? "" : LEFT_OUT,
        run.exitCode(),
        run.time());
  }
}
