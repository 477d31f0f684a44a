package dev.plotline.local.slack.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The calls that came, in the order in which they were answered: for tests. Safe for several
/// threads. The oldest are forgotten.
public final class Journal {
  private static final int MOST = 20_000;

  /// One call.
  ///
  /// @param method such as `chat.postMessage`; `file.upload`, `file.download` and `response_url`
  ///   for what is no method
  /// @param arguments without the token
  /// @param status of the answer, 0 when there was none
  /// @param error Slack's name for what was wrong, empty when nothing was
  public record Call(String method, Arguments arguments, int status, String error) {
    /// A text argument, empty when it is not there.
    public String text(String name) {
      return arguments.text(name);
    }

    /// Whether it was done.
    public boolean isDone() {
      return status == 200 && error.isEmpty();
    }
  }

  private final List<Call> calls = new ArrayList<>();

  synchronized void add(Call call) {
    if (calls.size() >= MOST) {
      calls.removeFirst();
    }
    calls.add(call);
    notifyAll();
  }

  /// All calls.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// The calls of one method.
  public List<Call> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /// Waits until so many calls that fit have come, and returns all that fit.
  ///
  /// @throws IllegalStateException when they don't come in time
  public synchronized List<Call> await(int count, Predicate<Call> fits, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      List<Call> found = calls.stream().filter(fits).toList();
      if (found.size() >= count) {
        return found;
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "expected " + count + " such calls, had " + found.size() + " among " + names());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /// Waits for so many calls of one method that were done.
  public List<Call> awaitDone(int count, String method) {
    return await(
        count, call -> call.method().equals(method) && call.isDone(), Duration.ofMinutes(3));
  }

  private List<String> names() {
    return calls.stream().map(call -> call.method() + " " + call.status() + call.error()).toList();
  }
}
