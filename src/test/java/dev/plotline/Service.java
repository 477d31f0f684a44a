package dev.plotline;

import dev.plotline.FaultsIT.Trouble;
import dev.plotline.local.model.Fault;
import java.time.Duration;

/// What a bot needs that may be in trouble: how its next call is disturbed.
enum Service {
  S3 {
    @Override
    Wire wire(Stand stand) {
      return stand.toFiles;
    }

    @Override
    String call(String cell) {
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
    String call(String cell) {
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
  AGENTCORE {
    @Override
    Wire wire(Stand stand) {
      return stand.toCode;
    }

    @Override
    String call(String cell) {
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
          .on("executeCode", call(cell), 1, new dev.plotline.local.code.Fault.Refused(refusal));
    }
  },
  SLACK {
    @Override
    Wire wire(Stand stand) {
      return stand.toSlack;
    }

    @Override
    String call(String cell) {
      return "chat.postMessage";
    }

    @Override
    void fail(Stand stand, Trouble trouble, String cell) {
      stand.slack.fail(
          call(cell),
          switch (trouble) {
            case ERROR_500 -> new dev.plotline.local.slack.api.Fault.Trouble(500, false);
            case ERROR_503 -> new dev.plotline.local.slack.api.Fault.Trouble(503, false);
            default -> new dev.plotline.local.slack.api.Fault.TooMany(Duration.ofSeconds(1));
          });
    }
  };

  /// The way to it.
  abstract Wire wire(Stand stand);

  /// What stands in the request that is disturbed.
  ///
  /// @param cell what stands in the code that is asked for
  abstract String call(String cell);

  /// Lets the service itself answer with an error.
  abstract void fail(Stand stand, Trouble trouble, String cell);

  /// Lets the next such call go wrong.
  final void disturb(Stand stand, Trouble trouble, String cell) {
    switch (trouble) {
      case ERROR_500, ERROR_503, THROTTLED -> fail(stand, trouble, cell);
      case TIME_OUT, RESET, SLOW, HALF -> wire(stand).arm(trouble.onTheWay(), call(cell));
    }
  }

  /// Whether what was to go wrong has gone wrong.
  final boolean isThrough(Stand stand) {
    return !wire(stand).isArmed();
  }
}
