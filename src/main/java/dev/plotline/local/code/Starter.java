package dev.plotline.local.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The one thread from which all sessions are started.
///
/// `--die-with-parent` follows the *thread* that started the process, not the JVM: started from a
/// thread that ends, a session is killed with it; from a virtual thread, when its carrier retires
/// half a minute later.
final class Starter implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("session-starter").factory());

  /// Who is interrupted while it starts leaves no process.
  Process start(ProcessBuilder builder) {
    var start = new CompletableFuture<Process>();
    thread.execute(() -> {
      try {
        start.complete(builder.start());
      } catch (IOException | RuntimeException e) {
        start.completeExceptionally(e);
      }
    });
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw new UncheckedIOException(
          e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
    } catch (InterruptedException e) {
      var _ = start.thenAccept(Process::destroyForcibly);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting a session", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
