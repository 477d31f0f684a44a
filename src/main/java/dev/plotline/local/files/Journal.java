package dev.plotline.local.files;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What was carried out on the bucket, without any content: the last 10,000 calls, oldest first.
/// What failed its signature isn't in it, because S3Proxy turns that away before. Safe for all
/// threads.
public final class Journal {
  private static final int KEPT = 10_000;

  private final Deque<Call> calls = new ArrayDeque<>();

  Journal() {}

  /// One call.
  ///
  /// @param operation as S3 names it, for example `GetObject`
  /// @param key of the object, or the prefix of a listing
  public record Call(Instant at, String operation, String key) {}

  synchronized void add(String operation, String key) {
    calls.addLast(new Call(Instant.now(), operation, key));
    if (calls.size() > KEPT) {
      calls.removeFirst();
    }
  }

  /// All calls.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// The calls of one operation.
  public List<Call> calls(String operation) {
    return calls().stream().filter(call -> call.operation().equals(operation)).toList();
  }
}
