package dev.plotline;

import dev.plotline.FaultsIT.Trouble;
import dev.plotline.local.model.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// What a bot needs that may be in trouble: how its next call is disturbed.
enum Service {
  S3 {
    @Override
    Wire wire(Stand stand) {
      return stand.toFiles;
    }

    @Override
    String call(Stand stand, String cell) {
      return "PUT /";
    }

    @Override
    void fail(Stand stand, Trouble trouble, String cell) {
      stand.files.fail(
          switch (trouble) {
            case ERROR_500 -> dev.plotline.local.files.Fault.INTERNAL_ERROR;
            case ERROR_503 -> dev.plotline.local.files.Fault.SERVICE_UNAVAILABLE;
            default -> dev.plotline.local.files.Fault.SLOW_DOWN;
          });
    }
  },
  BEDROCK {
    @Override
    Wire wire(Stand stand) {
      return stand.toModel;
    }

    @Override
    String call(Stand stand, String cell) {
      return "converse-stream";
    }

    @Override
    void fail(Stand stand, Trouble trouble, String cell) {
      stand.model.fail(
          switch (trouble) {
            case ERROR_500 -> new Fault.Failed();
            case ERROR_503 -> new Fault.Unavailable();
            default -> new Fault.Throttled();
          });
    }
  },
  /// The same, when trying again doesn't help.
  BEDROCK_FOR_GOOD {
    @Override
    Set<Trouble> troubles() {
      return EnumSet.of(Trouble.BROKEN_OFF, Trouble.OVERLOADED);
    }

    // More than all attempts take.
    @Override
    Duration limit() {
      return Duration.ofMinutes(2);
    }

    @Override
    Wire wire(Stand stand) {
      return stand.toModel;
    }

    @Override
    void fail(Stand stand, Trouble trouble, String cell) {
      if (trouble == Trouble.BROKEN_OFF) {
        stand.model.fail(new Fault.LostAfter(1));
      } else {
        var always = new Fault[8];
        Arrays.fill(always, new Fault.Throttled());
        stand.model.fail(always);
      }
    }
  },
  AGENTCORE {
    @Override
    Wire wire(Stand stand) {
      return stand.toCode;
    }

    @Override
    String call(Stand stand, String cell) {
      return cell;
    }

    @Override
    void fail(Stand stand, Trouble trouble, String cell) {
      var refusal =
          switch (trouble) {
            case ERROR_500 -> dev.plotline.local.code.Fault.Refusals.INTERNAL_SERVER;
            case ERROR_503 -> dev.plotline.local.code.Fault.Refusals.SERVICE_UNAVAILABLE;
            default -> dev.plotline.local.code.Fault.Refusals.THROTTLING;
          };
      stand
          .code
          .faults()
          .on("executeCode", cell, 1, new dev.plotline.local.code.Fault.Refused(refusal));
    }
  },
  SLACK,
  TEAMS {
    @Override
    Talk talk(Path home) throws IOException {
      return new TeamsTalk(TeamsTalk.Scene.GROUP);
    }
  },
  TEAMS_STREAM {
    @Override
    Talk talk(Path home) throws IOException {
      return new TeamsTalk(TeamsTalk.Scene.PERSONAL);
    }
  },
  TEAMS_LOGIN {
    @Override
    Talk talk(Path home) throws IOException {
      return new TeamsTalk(TeamsTalk.Scene.LOGIN);
    }
  };

  /// A platform, for which this is one of the services.
  Talk talk(Path home) throws IOException {
    return new SlackTalk(home.resolve("slack"));
  }

  /// A bot of which only this will be in trouble.
  final Stand stand(Path home) throws Exception {
    return new Stand(home, talk(home), limit());
  }

  /// Of a turn: longer than its code may run.
  Duration limit() {
    return Duration.ofSeconds(32);
  }

  /// What happens to it, in this order.
  Set<Trouble> troubles() {
    return EnumSet.range(Trouble.TIME_OUT, Trouble.HALF);
  }

  /// The way to it.
  Wire wire(Stand stand) {
    return stand.talk.wire();
  }

  /// What stands in the request that is disturbed.
  ///
  /// @param cell what stands in the code that is asked for
  String call(Stand stand, String cell) {
    return stand.talk.call();
  }

  /// Lets the service itself answer with an error.
  void fail(Stand stand, Trouble trouble, String cell) {
    stand.talk.fail(trouble);
  }

  /// Lets the next such call go wrong.
  final void disturb(Stand stand, Trouble trouble, String cell) {
    switch (trouble) {
      case TIME_OUT, RESET, SLOW, HALF -> wire(stand).arm(trouble.onTheWay(), call(stand, cell));
      case ERROR_500, ERROR_503, THROTTLED, BROKEN_OFF, OVERLOADED -> fail(stand, trouble, cell);
    }
  }

  /// Whether what was to go wrong has gone wrong.
  final boolean isThrough(Stand stand) {
    return !wire(stand).isArmed();
  }
}
