package dev.plotline.local.code;

import java.util.List;

/// How the processes of sessions are kept apart from this machine, found out once at start.
sealed interface Isolation {
  /// Where AgentCore keeps a session's files.
  String WORK = "/opt/amazon/genesis1p-tools/var";

  /// The word for people: `bubblewrap`, `landlock`, `none`, or `off: ` with reason and remedy.
  String status();

  /// An isolation that runs code.
  sealed interface Walls extends Isolation permits Bubblewrap, Unwrapped {
    /// The command line of a session's supervisor.
    List<String> command(Place place);
  }

  /// No code is run; the reason is the probe's own, the remedy one sentence.
  record Off(String reason, String remedy) implements Isolation {
    @Override
    public String status() {
      return "off: " + reason + ". " + remedy;
    }
  }
}
