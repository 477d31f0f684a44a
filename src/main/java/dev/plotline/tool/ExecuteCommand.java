package dev.plotline.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.sandbox.Execution;
import dev.plotline.sandbox.SandboxException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `execute_command`: runs a shell command in the thread's session. The exit code and what went to
/// standard error are always shown.
public final class ExecuteCommand implements Tool {
  private static final Spec SPEC =
      new Spec(
          "execute_command",
          """
          Run a shell command in the working folder of this thread's session, for what Python is \
          not needed for: looking at files, unpacking, git, pip list. Each call is a shell of its \
          own: combine with && what belongs together. Use execute_code for analysis and charts.\
          """,
          Schema.parse(
              """
              {"type": "object",
               "properties": {
                 "command": {"type": "string", "description": "One line for /bin/sh."}},
               "required": ["command"]}\
              """));

  private final Work work;
  private final Duration limit;

  /// The tool for a turn.
  ///
  /// @param limit how long one command may take
  public ExecuteCommand(Work work, Duration limit) {
    this.work = work;
    this.limit = limit;
  }

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public Result run(JsonNode input, Duration left) throws InterruptedException {
    String command = input.path("command").asText("");
    if (command.isBlank()) {
      return Result.error("`command` is missing: send one line for the shell.");
    }
    work.begin(left);
    try {
      work.beginInSession("Running a command");
      Duration allowed = left.compareTo(limit) < 0 ? left : limit;
      Execution execution = work.sandbox().command(command, allowed);
      work.keep("shell", command, execution);
      var notes = new ArrayList<>(work.sessionNotices());
      notes.addAll(execution.problems());
      String result = Results.of(execution, notes, null);
      return new Result(execution.output().error(), List.of(new Block.Text(result)));
    } catch (SandboxException e) {
      return Failures.of(e, work.sessionNotices());
    } catch (IOException e) {
      return Result.error("The files could not be put into the session: " + e.getMessage());
    }
  }
}
