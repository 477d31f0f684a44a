package dev.plotline.local.code;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What was asked of a [LocalInterpreter] and how it was answered, without any content: the last
/// 10,000 calls, oldest first. Safe for all threads.
public final class Journal {
  private static final int KEPT = 10_000;

  private final Deque<Call> calls = new ArrayDeque<>();

  Journal() {}

  /// One answered request. `tool` and `session` are empty where there is none; `error` is the
  /// service's exception, or empty. A result that says `isError` is no error here.
  public record Call(
      String operation,
      String tool,
      String session,
      int status,
      String error,
      String message,
      Instant at,
      Duration took) {
    /// Whether the service refused it.
    public boolean isRefused() {
      return !error.isEmpty();
    }
  }

  synchronized void add(Call call) {
    calls.addLast(call);
    if (calls.size() > KEPT) {
      calls.removeFirst();
    }
  }

  /// All calls.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// The calls of one tool.
  public List<Call> calls(String tool) {
    return calls().stream().filter(call -> call.tool().equals(tool)).toList();
  }

  /// The refused ones, each with the service's error.
  public List<Call> refusals() {
    return calls().stream().filter(Call::isRefused).toList();
  }

  /// Forgets all calls.
  public synchronized void clear() {
    calls.clear();
  }
}
