package dev.plotline.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Link;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

class S3LinksTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AwsClients clients = StandIns.at(URI.create("http://127.0.0.1:9"));

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void linkDiesWithTheCredentialsThatSignedIt() throws Exception {
    Instant before = Instant.now();
    Instant end = before.plusSeconds(600);
    Link link = links(() -> session("token", end)).sign("a", HOUR);
    long spent = before.until(Instant.now(), ChronoUnit.SECONDS) + 2;
    assertThat(link.expiresAt()).isBetween(end.minusSeconds(2), end);
    assertThat(link.url().getRawQuery()).contains("X-Amz-Security-Token=token");
    assertThat(expires(link)).isBetween(600 - spent, 600L);
  }

  @Test
  void lifeIsKeptWhenTheCredentialsLiveLonger() throws Exception {
    Instant before = Instant.now();
    Link link = links(() -> session("token", before.plus(Duration.ofHours(6)))).sign("a", HOUR);
    assertThat(expires(link)).isEqualTo(3_600);
    assertThat(link.expiresAt())
        .isBetween(before.plus(HOUR).minusSeconds(2), Instant.now().plus(HOUR));
  }

  @Test
  void credentialsThatDoNotTellTheirEndArePromisedLittle() throws Exception {
    AwsCredentials silent = AwsSessionCredentials.create("ASIA", "secret", "token");
    Instant before = Instant.now();
    Link link = links(() -> silent).sign("a", HOUR);
    assertThat(expires(link)).isEqualTo(3_600);
    assertThat(link.expiresAt()).isBetween(before.plusSeconds(898), Instant.now().plusSeconds(900));
    assertThat(links(() -> silent).sign("a", Duration.ofMinutes(1)).expiresAt())
        .isBefore(Instant.now().plusSeconds(61));
  }

  @Test
  void expiredCredentialsSignNothing() {
    assertThatThrownBy(
            () -> links(() -> session("token", Instant.now().minusSeconds(1))).sign("a", HOUR))
        .isInstanceOf(IOException.class)
        .hasMessage("the credentials have expired, so no link can be signed");
  }

  @Test
  void missingCredentialsAreTold() {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("Unable to load credentials");
        };
    assertThatThrownBy(() -> links(none).sign("a", HOUR))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Unable to load credentials");
  }

  @Test
  void lifeMustBeALife() {
    assertThatThrownBy(() -> links(() -> session("t", Instant.MAX)).sign("a", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long expires(Link link) {
    return Long.parseLong(link.url().getRawQuery().replaceFirst(".*X-Amz-Expires=(\\d+)&.*", "$1"));
  }

  private S3Links links(AwsCredentialsProvider provider) {
    return new S3Links(clients.presigner(), provider, "bucket", Clock.systemUTC());
  }

  private static AwsCredentials session(String token, Instant end) {
    return AwsSessionCredentials.builder()
        .accessKeyId("ASIA")
        .secretAccessKey("secret")
        .sessionToken(token)
        .expirationTime(end)
        .build();
  }
}
