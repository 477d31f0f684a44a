package dev.plotline.local.model;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked of the model and how each call ended, without a word of its contents. Keeps the
/// last 10,000 calls; safe for several threads.
public final class Journal {
  private static final int KEPT = 10_000;
  private final Deque<Call> calls = new ArrayDeque<>();

  Journal() {}

  /// One call. `error` is the type of the error, of the response or of a frame in the stream.
  public record Call(
      Instant at,
      String operation,
      String model,
      int status,
      @Nullable String error,
      int messages,
      int images,
      Usage usage) {
    /// Whether the request was turned down before any answer.
    public boolean refused() {
      return status >= 400;
    }
  }

  /// All calls, oldest first.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// The calls that were turned down, oldest first.
  public synchronized List<Call> refused() {
    return calls.stream().filter(Call::refused).toList();
  }

  synchronized void add(Call call) {
    if (calls.size() == KEPT) {
      calls.removeFirst();
    }
    calls.addLast(call);
  }
}
