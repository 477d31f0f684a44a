package dev.plotline.aws;

import dev.plotline.agent.Model;
import dev.plotline.agent.ModelException;
import dev.plotline.agent.ModelException.Kind;
import dev.plotline.aws.ConverseRequests.Caching;
import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;

/// A model on Bedrock, asked by ConverseStream: bytes keep flowing, so that a long thought is no
/// silent connection. A request is repeated only while nothing of an answer has come.
public final class BedrockModel implements Model {
  private static final Logger log = LoggerFactory.getLogger(BedrockModel.class);
  private static final int ATTEMPTS = 8;

  private final BedrockRuntimeAsyncClient client;
  private final Options options;
  private final ConverseRequests requests;
  private final Ticks ticks;
  // What this model has not refused yet.
  private volatile Caching caching = Caching.ALL;

  /// A model and how it is asked.
  ///
  /// @param modelId of a model or an inference profile
  /// @param maxTokens the longest answer
  /// @param temperature null leaves sampling to the model
  public record Options(String modelId, int maxTokens, @Nullable Float temperature) {}

  /// A model.
  public BedrockModel(AwsClients clients, Options options) {
    this(clients, options, Ticks.SYSTEM);
  }

  BedrockModel(AwsClients clients, Options options, Ticks ticks) {
    this.client = clients.model();
    this.options = options;
    this.requests = new ConverseRequests(options);
    this.ticks = ticks;
  }

  @Override
  public String id() {
    return options.modelId();
  }

  @Override
  public Answer ask(Request request, Duration limit) throws ModelException, InterruptedException {
    Deadline deadline = Deadline.in(limit, ticks);
    for (int attempt = 1; ; attempt++) {
      Caching tried = caching;
      var received = new StreamedAnswer();
      try {
        return attempt(requests.of(request, tried), received, deadline);
      } catch (ExecutionException e) {
        ModelFailure failure = ModelFailure.of(e.getCause());
        if (failure.cachingRefused() && tried != Caching.NONE) {
          caching = tried.less();
          log.info("{} refused to cache {}; it is asked without", options.modelId(), tried);
        } else if (!failure.mayPass()
            || received.delivered()
            || attempt >= ATTEMPTS
            || !deadline.pause(attempt)) {
          throw failure.exception();
        }
      }
    }
  }

  private Answer attempt(ConverseStreamRequest request, StreamedAnswer received, Deadline deadline)
      throws ModelException, ExecutionException, InterruptedException {
    Duration left = deadline.left();
    if (left.isZero()) {
      throw new ModelException(Kind.UNREACHABLE, "no time was left to ask the model");
    }
    try {
      Calls.await(() -> client.converseStream(request, received.handler()), left);
    } catch (TimeoutException e) {
      throw new ModelException(Kind.UNREACHABLE, "the model did not finish in time", e);
    }
    if (!received.complete()) {
      throw new ExecutionException(new EOFException("the answer was cut off"));
    }
    return received.answer();
  }
}
