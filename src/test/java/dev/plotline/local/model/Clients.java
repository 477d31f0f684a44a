package dev.plotline.local.model;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;

/// The vendor's client, pointed at a local model. Over HTTP/1.1: left to itself this client speaks
/// HTTP/2 with prior knowledge, which the local servers don't.
final class Clients {
  /// One for all tests and never closed: closing takes two quiet seconds.
  private static final SdkAsyncHttpClient HTTP =
      NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();

  private Clients() {}

  static BedrockRuntimeAsyncClient of(LocalModel model) {
    return of(model, b -> b);
  }

  /// One attempt only, so that a refusal is seen once.
  static BedrockRuntimeAsyncClient of(
      LocalModel model, UnaryOperator<BedrockRuntimeAsyncClientBuilder> change) {
    return change
        .apply(
            BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .httpClient(HTTP)
                .endpointOverride(model.url())
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(model.accessKey(), model.secretKey()))))
        .build();
  }
}
