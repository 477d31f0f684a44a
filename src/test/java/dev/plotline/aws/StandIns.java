package dev.plotline.aws;

import dev.plotline.local.files.LocalFiles;
import java.net.URI;

/// Clients for stand-ins.
final class StandIns {
  private static final AwsEndpoint NOWHERE = new AwsEndpoint.Default();

  private StandIns() {}

  static AwsClients files(LocalFiles s3) {
    return new AwsClients(
        new AwsSettings(
            null,
            NOWHERE,
            NOWHERE,
            new AwsEndpoint.At(s3.url(), s3.accessKey(), s3.secretKey()),
            true));
  }

  /// All three services at one address.
  static AwsClients at(URI url) {
    return at(url, "key", "secret");
  }

  static AwsClients at(URI url, String accessKey, String secretKey) {
    var at = new AwsEndpoint.At(url, accessKey, secretKey);
    return new AwsClients(new AwsSettings(null, at, at, at, true));
  }
}
