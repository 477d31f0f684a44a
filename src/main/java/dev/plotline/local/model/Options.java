package dev.plotline.local.model;

import java.security.SecureRandom;
import java.util.HexFormat;

/// How a local model is started. The keys are what callers must sign with; the port is a free one
/// unless named.
public record Options(int port, String accessKey, String secretKey) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Checks the port and the keys.
  public Options {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
    if (accessKey.isBlank() || secretKey.isBlank()) {
      throw new IllegalArgumentException("the access key and the secret key must not be blank");
    }
  }

  /// A free port and keys nobody else knows.
  public static Options of() {
    return new Options(0, "LOCAL" + random(8), random(20));
  }

  /// The same on another port.
  public Options withPort(int port) {
    return new Options(port, accessKey, secretKey);
  }

  /// The same with other keys.
  public Options withKeys(String accessKey, String secretKey) {
    return new Options(port, accessKey, secretKey);
  }

  private static String random(int bytes) {
    var value = new byte[bytes];
    RANDOM.nextBytes(value);
    return HexFormat.of().withUpperCase().formatHex(value);
  }

  @Override
  public String toString() {
    return "Options[port=" + port + ", accessKey=" + accessKey + "]";
  }
}
