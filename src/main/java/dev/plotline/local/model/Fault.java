package dev.plotline.local.model;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// One way in which a call can go wrong, for tests of those who call. Each spoils one call.
public sealed interface Fault {
  /// 429 before anything else.
  record Throttled() implements Fault {}

  /// 500 before anything else.
  record Failed() implements Fault {}

  /// 503 before anything else.
  record Unavailable() implements Fault {}

  /// `throttlingException` as a frame of the stream, after so many deltas.
  record ThrottledAfter(int deltas) implements Fault {}

  /// The stream ends in good order, but after so many deltas and without `messageStop`.
  record CutAfter(int deltas) implements Fault {}

  /// The connection is lost after so many deltas.
  record LostAfter(int deltas) implements Fault {}

  /// Nothing for a while, then the answer.
  record Slow(Duration delay) implements Fault {}

  /// Nothing until the test says so, then the answer.
  record Held(CompletionStage<?> until) implements Fault {}
}
