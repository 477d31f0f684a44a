package dev.plotline.aws;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreAsyncClient;
import software.amazon.awssdk.services.bedrockagentcore.model.ResourceNotFoundException;

/// Stops sessions, also for callers who are being interrupted or don't wait.
final class SessionStops {
  private static final Logger log = LoggerFactory.getLogger(SessionStops.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BedrockAgentCoreAsyncClient client;
  private final String interpreter;
  private final Pace pace;
  private final Ticks ticks;

  SessionStops(BedrockAgentCoreAsyncClient client, String interpreter, Pace pace, Ticks ticks) {
    this.client = client;
    this.interpreter = interpreter;
    this.pace = pace;
    this.ticks = ticks;
  }

  /// Sends the stop and waits a while for it; never fails.
  ///
  /// @param done told once whether the session is gone
  void stop(String session, Done done) {
    boolean interrupted = Thread.interrupted();
    interrupted |= !paced();
    CompletableFuture<?> call =
        Calls.begin(() ->
                client.stopCodeInterpreterSession(
                    stop -> stop.codeInterpreterIdentifier(interpreter).sessionId(session)))
            .whenComplete((_, failure) -> done.stopped(isGone(session, failure)));
    interrupted |= !waited(call);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Told how a stop ended.
  @FunctionalInterface
  interface Done {
    /// Called from whichever thread.
    ///
    /// @param gone false when the session lives on until it expires
    void stopped(boolean gone);
  }

  private boolean paced() {
    try {
      pace.await(Deadline.in(PATIENCE, ticks));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static boolean waited(CompletableFuture<?> call) {
    try {
      call.get(PATIENCE.toNanos(), NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return true;
    }
  }

  private static boolean isGone(String session, @Nullable Throwable failure) {
    if (failure == null || failure instanceof ResourceNotFoundException) {
      return true;
    }
    log.warn("session {} was not stopped and will expire: {}", session, Reason.of(failure));
    return false;
  }
}
