package dev.plotline.aws;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.SandboxException.Kind;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreAsyncClient;
import software.amazon.awssdk.services.bedrockagentcore.model.StartCodeInterpreterSessionRequest;
import software.amazon.awssdk.services.bedrockagentcore.model.StartCodeInterpreterSessionResponse;

/// Starts sessions. A token makes each start safe to repeat.
final class SessionStarts {
  private static final int LONGEST_NAME = 100;

  private final BedrockAgentCoreAsyncClient client;
  private final String interpreter;
  private final Pace pace;

  SessionStarts(BedrockAgentCoreAsyncClient client, String interpreter, Pace pace) {
    this.client = client;
    this.interpreter = interpreter;
    this.pace = pace;
  }

  /// What the caller is told.
  ///
  /// @param waits run when the account's limits make it wait
  /// @param late given the id of a session that starts after nobody waits for it any more
  record Caller(Runnable waits, Consumer<String> late) {}

  /// The id of a new session.
  String start(String name, Duration life, Deadline deadline, Caller caller)
      throws SandboxException, InterruptedException {
    var request =
        StartCodeInterpreterSessionRequest.builder()
            .codeInterpreterIdentifier(interpreter)
            .name(name.substring(0, Math.min(LONGEST_NAME, name.length())))
            .sessionTimeoutSeconds((int) Math.max(1, life.toSeconds()))
            .clientToken(UUID.randomUUID().toString())
            .build();
    for (int attempt = 1; ; attempt++) {
      if (!pace.await(deadline)) {
        throw new SandboxException(Kind.BUSY, "no start was free in time");
      }
      try {
        return await(
            Calls.begin(() -> client.startCodeInterpreterSession(request)),
            deadline,
            caller.late());
      } catch (ExecutionException e) {
        CodeFailure failure = CodeFailure.of(e.getCause(), false, true);
        // Other copies of this bot use the same account: its limits can be reached unseen.
        if (failure.kind() != Kind.BUSY) {
          throw failure.exception("starting a session");
        }
        caller.waits().run();
        if (!deadline.pause(attempt)) {
          throw failure.exception("starting a session");
        }
      }
    }
  }

  private static String await(
      CompletableFuture<StartCodeInterpreterSessionResponse> call,
      Deadline deadline,
      Consumer<String> late)
      throws ExecutionException, InterruptedException, SandboxException {
    try {
      return call.get(deadline.left().toNanos(), NANOSECONDS).sessionId();
    } catch (InterruptedException e) {
      var _ = call.thenAccept(started -> late.accept(started.sessionId()));
      throw e;
    } catch (TimeoutException e) {
      var _ = call.thenAccept(started -> late.accept(started.sessionId()));
      throw new SandboxException(Kind.TIMEOUT, "no session was started in time", e);
    }
  }
}
