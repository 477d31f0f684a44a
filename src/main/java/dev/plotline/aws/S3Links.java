package dev.plotline.aws;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.plotline.chat.Link;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Signs links. A link dies with the credentials that signed it, whatever it says itself, so it is
/// signed with credentials whose end was looked at first.
final class S3Links {
  /// The longest life that S3 allows.
  private static final Duration LONGEST = Duration.ofDays(7);

  private final S3Presigner presigner;
  private final AwsCredentialsProvider credentials;
  private final String bucket;
  private final Clock clock;

  S3Links(S3Presigner presigner, AwsCredentialsProvider credentials, String bucket, Clock clock) {
    this.presigner = presigner;
    this.credentials = credentials;
    this.bucket = bucket;
    this.clock = clock;
  }

  Link sign(String key, Duration life) throws IOException {
    if (life.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("life must be at least a second, was " + life);
    }
    try {
      AwsCredentials signer = credentials.resolveCredentials();
      Instant now = clock.instant();
      Instant end = now.plus(life.compareTo(LONGEST) < 0 ? life : LONGEST);
      Instant credentialsEnd = signer.expirationTime().orElse(Instant.MAX);
      if (credentialsEnd.isBefore(end)) {
        end = credentialsEnd;
      }
      Duration left = Duration.between(now, end).truncatedTo(SECONDS);
      if (!left.isPositive()) {
        throw new IOException("the credentials have expired, so no link can be signed");
      }
      var signed =
          presigner.presignGetObject(sign ->
              sign.signatureDuration(left)
                  .getObjectRequest(get ->
                      get.bucket(bucket)
                          .key(key)
                          .overrideConfiguration(o ->
                              o.credentialsProvider(StaticCredentialsProvider.create(signer)))));
      Instant expires = signed.expiration().truncatedTo(SECONDS);
      return new Link(URI.create(signed.url().toString()), expires.isAfter(end) ? end : expires);
    } catch (SdkException e) {
      throw new IOException("no link could be signed: " + e.getMessage(), e);
    }
  }
}
