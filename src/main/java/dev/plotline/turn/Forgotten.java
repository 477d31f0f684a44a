package dev.plotline.turn;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.chat.Reply;
import dev.plotline.record.TurnRecord;
import java.util.List;
import java.util.Set;

/// A turn without what was taken back. What was answered stays, and the code with what it made,
/// because the thread on the platform has them too; `delete` removes those.
final class Forgotten {
  private static final String LEFT_OUT =
      "(Left out, because it may show a file that was taken back.)";
  private static final String DELETED = "(deleted by its author)";

  private Forgotten() {}

  /// Without the person's words.
  static TurnRecord words(TurnRecord turn) {
    TurnRecord.Asked asked = turn.asked();
    if (asked.text().isBlank()) {
      return turn;
    }
    var without =
        new TurnRecord.Asked(
            asked.messageId(), asked.personId(), asked.name(), DELETED, asked.at());
    return new TurnRecord(
        without,
        turn.sent(),
        turn.entries().stream().map(entry -> silent(entry, asked.text())).toList(),
        turn.answer(),
        turn.journal(),
        turn.endedAt());
  }

  private static Entry silent(Entry entry, String words) {
    return new Entry(
        entry.role(),
        entry.blocks().stream()
            .map(block ->
                entry.role() == Entry.Role.USER && block.equals(new Block.Text(words))
                    ? new Block.Text(DELETED)
                    : block)
            .toList());
  }

  /// Without what is in some files, what code has printed, and what the model was told of them.
  static TurnRecord of(TurnRecord turn, Set<String> paths) {
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
            answer.executions().stream().map(Forgotten::silent).toList(),
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
