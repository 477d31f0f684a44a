package dev.plotline.aws;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.plotline.chat.Link;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;

/// Signs links. A link dies with the credentials that signed it, whatever it says itself, so it is
/// signed with credentials whose end was looked at first.
final class S3Links {
  /// The longest life that S3 allows.
  private static final Duration LONGEST = Duration.ofDays(7);

  /// The credentials of a container's or a machine's role expire without telling when (SDK 2.40.3).
  /// The SDK replaces them this long before at the latest, so more can't be promised, although most
  /// links then live longer.
  private static final Duration SILENT = Duration.ofMinutes(15);

  private final S3Presigner presigner;
  private final AwsCredentialsProvider credentials;
  private final String bucket;
  private final UnaryOperator<URI> outward;
  private final Clock clock;

  S3Links(S3Presigner presigner, AwsCredentialsProvider credentials, String bucket, Clock clock) {
    this(presigner, credentials, bucket, UnaryOperator.identity(), clock);
  }

  /// @param outward makes of a signed link the one that people are given
  S3Links(
      S3Presigner presigner,
      AwsCredentialsProvider credentials,
      String bucket,
      UnaryOperator<URI> outward,
      Clock clock) {
    this.presigner = presigner;
    this.credentials = credentials;
    this.bucket = bucket;
    this.outward = outward;
    this.clock = clock;
  }

  Link sign(String key, Duration life) throws IOException {
    if (life.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("life must be at least a second, was " + life);
    }
    try {
      AwsCredentials signer = credentials.resolveCredentials();
      Instant now = clock.instant();
      Duration left = min(min(life, LONGEST), told(signer, now)).truncatedTo(SECONDS);
      if (!left.isPositive()) {
        throw new IOException("the credentials have expired, so no link can be signed");
      }
      var signed = presigner.presignGetObject(sign -> sign(sign, key, left, signer));
      Instant end = now.plus(min(left, promised(signer)));
      Instant expires = signed.expiration().truncatedTo(SECONDS);
      URI link = outward.apply(URI.create(signed.url().toString()));
      return new Link(link, expires.isBefore(end) ? expires : end);
    } catch (SdkException e) {
      throw new IOException("no link could be signed: " + Reason.of(e), e);
    }
  }

  private void sign(
      GetObjectPresignRequest.Builder sign, String key, Duration left, AwsCredentials signer) {
    sign.signatureDuration(left)
        .getObjectRequest(get ->
            get.bucket(bucket)
                .key(key)
                .overrideConfiguration(
                    o -> o.credentialsProvider(StaticCredentialsProvider.create(signer))));
  }

  /// How long the credentials say that they live.
  private static Duration told(AwsCredentials signer, Instant now) {
    return signer.expirationTime().map(end -> Duration.between(now, end)).orElse(LONGEST);
  }

  /// What may be promised for a link of theirs.
  private static Duration promised(AwsCredentials signer) {
    boolean silent = signer instanceof AwsSessionCredentials && signer.expirationTime().isEmpty();
    return silent ? SILENT : LONGEST;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
