package dev.plotline.aws;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Whether Bedrock and AgentCore answer at all. They are asked for a list, by nobody: a request
/// without a signature is refused before it costs anything, needs no permission, and appears in
/// nobody's audit log; and that it is refused is the answer. Credentials are checked by S3, which
/// is called with the same ones all the time.
public final class Reach {
  private static final Logger log = LoggerFactory.getLogger(Reach.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final AwsRequestOverrideConfiguration NOBODY =
      AwsRequestOverrideConfiguration.builder()
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .build();

  private final AwsClients clients;

  /// Asks over these clients' connections.
  public Reach(AwsClients clients) {
    this.clients = clients;
  }

  /// Whether Bedrock answers; waits for a few seconds at most.
  public boolean model() throws InterruptedException {
    return answers(
        "Bedrock",
        () -> clients.model().listAsyncInvokes(list -> list.overrideConfiguration(NOBODY)));
  }

  /// Whether AgentCore answers; waits for a few seconds at most.
  public boolean code() throws InterruptedException {
    return answers(
        "AgentCore",
        () ->
            clients
                .calls()
                .listCodeInterpreterSessions(list ->
                    list.codeInterpreterIdentifier("aws.codeinterpreter.v1")
                        .overrideConfiguration(NOBODY)));
  }

  private static <T> boolean answers(String service, Supplier<CompletableFuture<T>> call)
      throws InterruptedException {
    try {
      Calls.await(call, PATIENCE);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AwsServiceException refusal && refusal.statusCode() < 500) {
        return true;
      }
      log.warn("{} can't be reached: {}", service, Reason.of(e.getCause()));
    } catch (TimeoutException e) {
      log.warn("{} gave no answer within {} s", service, PATIENCE.toSeconds());
    }
    return false;
  }
}
