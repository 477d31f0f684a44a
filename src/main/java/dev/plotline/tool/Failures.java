package dev.plotline.tool;

import dev.plotline.agent.Tool;
import dev.plotline.sandbox.SandboxException;
import java.util.List;

/// What the model is told when the session, not the code, failed.
final class Failures {
  private Failures() {}

  static Tool.Result of(SandboxException failure, List<String> notices) {
    String what =
        switch (failure.kind()) {
          case GONE -> "The session ended before the code could run. Run it again.";
          case BUSY ->
              "The code interpreter is at its limits right now and nothing was run. Say so, and"
                  + " that asking again in a few minutes will help.";
          case REFUSED -> "The session refused this: " + failure.words();
          case DENIED ->
              "The code interpreter can't be used: its credentials or permissions don't suffice."
                  + " Nothing was run. Say that the administrator has to look at it.";
          case TIMEOUT ->
              "The code ran longer than allowed and was ended. Nothing it printed is known. Do less"
                  + " at once: a smaller part of the data, or a faster way.";
          case BROKEN ->
              "The connection to the session broke, and whether the code ran is not known. Check"
                  + " the state before you run it again.";
        };
    return Tool.Result.error((String.join(" ", notices) + " " + what).strip());
  }
}
