package dev.plotline.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// The SDK's clients over one pool of connections, each made on first use, until [#close]. Safe for
/// several threads.
public final class AwsClients implements AutoCloseable {
  private final AwsSettings settings;
  private final Connections connections = new Connections();
  // Answers are completed on virtual threads, so that waiting for one never uses up a pool.
  private final ExecutorService completions = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer = timer();
  private final Operations operations = new Operations();
  private @Nullable BedrockRuntimeAsyncClient model;
  private @Nullable BedrockAgentCoreAsyncClient sessions;
  private @Nullable BedrockAgentCoreAsyncClient calls;
  private @Nullable S3AsyncClient files;

  /// Opens nothing yet.
  public AwsClients(AwsSettings settings) {
    this.settings = settings;
  }

  /// Bedrock, one attempt: what may be asked again is decided by the caller.
  synchronized BedrockRuntimeAsyncClient model() {
    if (model == null) {
      model = build(BedrockRuntimeAsyncClient.builder(), settings.model(), true);
    }
    return model;
  }

  /// AgentCore for what may be repeated: starting with a token, stopping.
  synchronized BedrockAgentCoreAsyncClient sessions() {
    if (sessions == null) {
      sessions = build(BedrockAgentCoreAsyncClient.builder(), settings.code(), false);
    }
    return sessions;
  }

  /// AgentCore for what runs code: one attempt.
  synchronized BedrockAgentCoreAsyncClient calls() {
    if (calls == null) {
      calls = build(BedrockAgentCoreAsyncClient.builder(), settings.code(), true);
    }
    return calls;
  }

  /// S3.
  synchronized S3AsyncClient files() {
    if (files == null) {
      S3AsyncClientBuilder builder =
          S3AsyncClient.builder()
              .forcePathStyle(settings.filesByPath())
              .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
              .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
      files = build(builder, settings.files(), false);
    }
    return files;
  }

  /// What signs links to [#files].
  S3Presigner presigner() {
    var builder =
        S3Presigner.builder()
            .credentialsProvider(fileCredentials())
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(settings.filesByPath()).build());
    if (settings.files() instanceof AwsEndpoint.At at) {
      builder.endpointOverride(at.url());
    }
    Region region = region(settings.files());
    try {
      return (region == null ? builder : builder.region(region)).build();
    } catch (SdkClientException e) {
      throw notConfigured(e);
    }
  }

  /// Whose signature the links bear.
  AwsCredentialsProvider fileCredentials() {
    return credentials(settings.files());
  }

  /// The operations called so far, as `service:operation`.
  public Set<String> operations() {
    return operations.seen();
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable client : new @Nullable AutoCloseable[] {model, sessions, calls, files}) {
      closeQuietly(client);
    }
    connections.close();
    timer.shutdownNow();
    completions.shutdown();
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C build(
      B builder, AwsEndpoint endpoint, boolean once) {
    if (endpoint instanceof AwsEndpoint.At at) {
      builder.endpointOverride(at.url());
    }
    Region region = region(endpoint);
    if (region != null) {
      builder.region(region);
    }
    builder
        .credentialsProvider(credentials(endpoint))
        .httpClient(connections.client())
        .asyncConfiguration(async ->
            async.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, completions))
        .overrideConfiguration(override -> {
          override.scheduledExecutorService(timer).addExecutionInterceptor(operations);
          if (once) {
            override.retryStrategy(retries -> retries.maxAttempts(1));
          }
        });
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw notConfigured(e);
    }
  }

  /// Nothing of the SDK's own words reaches a person: they name classes.
  private static UncheckedIOException notConfigured(SdkClientException e) {
    return new UncheckedIOException(
        "AWS is not set up: set AWS_REGION, and credentials as for every AWS SDK",
        new IOException(e));
  }

  private @Nullable Region region(AwsEndpoint endpoint) {
    if (settings.region() != null) {
      return Region.of(settings.region());
    }
    // A stand-in has no region, but a signature needs one.
    return endpoint instanceof AwsEndpoint.At ? Region.US_EAST_1 : null;
  }

  private static AwsCredentialsProvider credentials(AwsEndpoint endpoint) {
    return switch (endpoint) {
      case AwsEndpoint.Default() -> DefaultCredentialsProvider.builder().build();
      case AwsEndpoint.At at ->
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(at.accessKey(), at.secretKey()));
    };
  }

  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("aws-timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static void closeQuietly(@Nullable AutoCloseable client) {
    try {
      if (client != null) {
        client.close();
      }
    } catch (Exception e) {
      // Nothing is lost with a client that doesn't close: its connections are closed next.
    }
  }
}
