package dev.plotline.record;

import dev.plotline.chat.Reply;
import dev.plotline.sandbox.Step;
import java.time.Duration;
import java.util.List;

/// What the runs of a turn printed. Both lists are in order, but either may lack a run: one that
/// was cut off was told to nobody.
final class Told {
  private static final Reply.Execution NOTHING =
      new Reply.Execution("", "", "", "", 0, Duration.ZERO);

  private final List<Reply.Execution> executions;
  private int next;

  Told(List<Reply.Execution> executions) {
    this.executions = executions;
  }

  /// What one printed. To be asked in order.
  Reply.Execution of(Step.Ran ran) {
    for (int i = next; i < executions.size(); i++) {
      Reply.Execution one = executions.get(i);
      if (one.language().equals(ran.language()) && one.code().equals(ran.code())) {
        next = i + 1;
        return one;
      }
    }
    return NOTHING;
  }
}
