package dev.plotline.local.code;

import java.time.Duration;

/// What can go wrong with one call of a tool, on purpose, for tests of whoever calls.
public sealed interface Fault {
  /// Silence after the code has run and before the first byte of the answer.
  record Silence(Duration before) implements Fault {}

  /// The result in several events with a pause before each but the first: the output is cut in
  /// pieces, the last event has the exit code.
  record Split(int events, Duration pause) implements Fault {}

  /// An error instead of a call: nothing is run. Names are those of [Refusals].
  record Refused(Refusals error) implements Fault {}

  /// The result, and then an exception in the stream.
  record ExceptionAfterResult(Refusals error) implements Fault {}

  /// A result that says `isError` false whatever the exit code: of commands it isn't known which
  /// the service says.
  record ExitCodeOnly() implements Fault {}

  /// An event of a type that no client knows, before the result.
  record UnknownEvent() implements Fault {}

  /// No event at all, though the answer is whole.
  record NoResult() implements Fault {}

  /// The last frame cut in the middle, though the answer ends as if it were whole.
  record CutFrame() implements Fault {}

  /// A frame with a wrong checksum.
  record WrongChecksum() implements Fault {}

  /// A frame beyond what clients take.
  record HugeFrame() implements Fault {}

  /// The connection ends in the middle of the answer.
  record LostConnection() implements Fault {}

  /// The session is ended before the call.
  record EndedSession() implements Fault {}

  /// The session's processes are killed before the call; it goes on with its files.
  record KilledProcesses() implements Fault {}

  /// The service's errors.
  enum Refusals {
    /// 400.
    VALIDATION,
    /// 429.
    THROTTLING,
    /// 402.
    SERVICE_QUOTA_EXCEEDED,
    /// 403.
    ACCESS_DENIED,
    /// 404.
    RESOURCE_NOT_FOUND,
    /// 409.
    CONFLICT,
    /// 500.
    INTERNAL_SERVER,
    /// 503, which comes from what stands before the service.
    SERVICE_UNAVAILABLE
  }
}
