package dev.plotline.local.analyst;

import dev.plotline.local.analyst.question.Table;
import java.util.List;

/// One turn of the conversation: what the person sent, and what the analyst did about it so far.
/// `tables` are all tables known by then; `fresh` those of files sent with this turn.
record Turn(
    String text,
    List<ProfiledFile> files,
    List<Table> tables,
    List<Table> fresh,
    List<Step> steps) {
  Turn {
    files = List.copyOf(files);
    tables = List.copyOf(tables);
    fresh = List.copyOf(fresh);
    steps = List.copyOf(steps);
  }

  /// Code that was run, and what came of it.
  record Step(String code, Outcome outcome) {}

  /// The result of a run as the tool reported it.
  record Outcome(boolean error, String stdout, String stderr) {}

  Turn with(Step step) {
    var all = new java.util.ArrayList<>(steps);
    all.add(step);
    return new Turn(text, files, tables, fresh, all);
  }
}
