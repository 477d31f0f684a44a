package dev.plotline.aws;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Makes calls of the SDK so that an interrupt of the caller is always noticed, and only by us.
final class Calls {
  private Calls() {}

  /// Begins a call on a thread of its own: on the caller's, the SDK may swallow an interrupt or
  /// take it for a failure. Cancelling what is returned cancels the call.
  static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> call) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .name("aws-call")
        .start(() -> {
          try {
            join(call.get(), result);
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /// Makes a call and waits for it; after the limit or an interrupt it is cancelled.
  static <T> T await(Supplier<CompletableFuture<T>> call, Duration limit)
      throws InterruptedException, TimeoutException, ExecutionException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    CompletableFuture<T> result = begin(call);
    try {
      return result.get(limit.toNanos(), NANOSECONDS);
    } catch (InterruptedException | TimeoutException e) {
      result.cancel(true);
      throw e;
    }
  }

  private static <T> void join(CompletableFuture<T> call, CompletableFuture<T> result) {
    var _ =
        call.whenComplete((value, failure) -> {
          if (failure == null) {
            result.complete(value);
          } else {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            result.completeExceptionally(wrapped ? failure.getCause() : failure);
          }
        });
    var _ =
        result.whenComplete((_, _) -> {
          if (result.isCancelled()) {
            call.cancel(true);
          }
        });
  }
}
