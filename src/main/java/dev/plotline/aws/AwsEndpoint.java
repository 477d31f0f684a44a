package dev.plotline.aws;

import java.net.URI;

/// Where one of the three services is reached, and with which credentials.
public sealed interface AwsEndpoint {
  /// Whatever the AWS SDK finds by itself: the environment (`AWS_ENDPOINT_URL_S3` and the like),
  /// profiles, roles.
  record Default() implements AwsEndpoint {}

  /// A stand-in, or any other endpoint with keys of its own.
  ///
  /// @param url `http://127.0.0.1:port`
  /// @param accessKey the id of the key
  /// @param secretKey never shown
  record At(URI url, String accessKey, String secretKey) implements AwsEndpoint {
    @Override
    public String toString() {
      return "At[" + url + "]";
    }
  }
}
