package dev.plotline.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Whether a request comes from Slack, and now: HMAC-SHA256 over the raw bytes and the time. See
/// `docs.slack.dev/authentication/verifying-requests-from-slack`.
final class Signature {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final SecretKeySpec key;
  private final Clock clock;

  Signature(String secret, Clock clock) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    this.clock = clock;
  }

  /// Whether body, time and signature belong together, and the time is within five minutes of ours
  /// in either direction.
  boolean isValid(byte[] body, @Nullable String time, @Nullable String signature) {
    if (time == null || signature == null || !time.matches("\\d{1,12}")) {
      return false;
    }
    long apart = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(time));
    if (apart > FRESH.toSeconds()) {
      return false;
    }
    // Compared in constant time.
    return MessageDigest.isEqual(sign(body, time).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  /// The signature of a body.
  String sign(byte[] body, String time) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(("v0:" + time + ":").getBytes(UTF_8));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
