package dev.plotline.aws;

import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.SandboxException.Kind;
import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreAsyncClient;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeCodeInterpreterRequest;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeCodeInterpreterResponseHandler;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolArguments;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// Calls the tools of sessions. What runs code is sent again only when the service refused it for
/// its rate before it answered anything; what only reads may be sent again after any break.
final class ToolCalls {
  private static final int READ_ATTEMPTS = 3;

  private final BedrockAgentCoreAsyncClient client;
  private final String interpreter;
  private final Pace pace;
  private final Ticks ticks;

  /// @param client with one attempt
  ToolCalls(BedrockAgentCoreAsyncClient client, String interpreter, Pace pace, Ticks ticks) {
    this.client = client;
    this.interpreter = interpreter;
    this.pace = pace;
    this.ticks = ticks;
  }

  /// One call of a tool with its arguments.
  ///
  /// @param readsOnly whether it may be sent twice
  record Call(String session, ToolName tool, ToolArguments arguments, boolean readsOnly) {}

  /// Sends it and waits for the whole answer.
  ToolAnswer send(Call call, Duration limit) throws SandboxException, InterruptedException {
    Deadline deadline = Deadline.in(limit, ticks);
    for (int attempt = 1; ; attempt++) {
      if (!pace.await(deadline)) {
        throw new SandboxException(Kind.BUSY, "no call was free within " + limit);
      }
      var received = new Received();
      try {
        return attempt(call, received, deadline);
      } catch (ExecutionException e) {
        CodeFailure failure = CodeFailure.of(e.getCause(), received.began, call.readsOnly());
        boolean again = failure.nothingRan() || (call.readsOnly() && attempt < READ_ATTEMPTS);
        if (!failure.mayPass() || !again || !deadline.pause(attempt)) {
          throw failure.exception(call.tool().toString());
        }
      }
    }
  }

  private ToolAnswer attempt(Call call, Received received, Deadline deadline)
      throws SandboxException, ExecutionException, InterruptedException {
    var request =
        InvokeCodeInterpreterRequest.builder()
            .codeInterpreterIdentifier(interpreter)
            .sessionId(call.session())
            .name(call.tool())
            .arguments(call.arguments())
            .build();
    try {
      Calls.await(() -> client.invokeCodeInterpreter(request, received.handler()), deadline.left());
    } catch (TimeoutException e) {
      throw new SandboxException(Kind.TIMEOUT, call.tool() + " gave no answer in time", e);
    }
    if (!received.answer.isThere()) {
      throw new ExecutionException(new EOFException("the answer was cut off"));
    }
    return received.answer;
  }

  /// What one attempt received. Written by the SDK's threads until the future is done.
  private static final class Received {
    volatile boolean began;
    volatile ToolAnswer answer = new ToolAnswer();

    InvokeCodeInterpreterResponseHandler handler() {
      return InvokeCodeInterpreterResponseHandler.builder()
          .onResponse(_ -> {
            began = true;
            answer = new ToolAnswer();
          })
          // The future is the one source of truth: this is called twice for one failure.
          .onError(_ -> {})
          .subscriber(
              InvokeCodeInterpreterResponseHandler.Visitor.builder()
                  .onResult(result -> answer.add(result))
                  .onDefault(_ -> {})
                  .build())
          .build();
    }
  }
}
