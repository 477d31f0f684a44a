package dev.plotline.local.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What the local S3 turns away, with the vendor's status and error.
class RefusalIT {
  @TempDir private static Path home;
  private static LocalFiles files;

  @BeforeAll
  static void start() throws IOException {
    files = LocalFiles.start(home, 0);
    // The JVM may have kept a connection to an earlier test's server on this port.
    try (var s3 = client(files.accessKey(), files.secretKey(), 3)) {
      s3.putObject(r -> r.bucket("plotline").key("there"), RequestBody.fromString("12345"));
    }
  }

  @AfterAll
  static void stop() {
    files.close();
  }

  @ParameterizedTest
  @EnumSource
  void aPlannedFaultSpoilsOneCall(Fault fault) {
    try (var s3 = client(files.accessKey(), files.secretKey())) {
      files.fail(fault);
      var spoiled =
          catchThrowableOfType(
              S3Exception.class, () -> s3.getObject(r -> r.bucket("plotline").key("there")));
      assertThat(spoiled.statusCode()).isEqualTo(fault.status());
      assertThat(spoiled.awsErrorDetails().errorCode()).isEqualTo(fault.code());
      assertThat(s3.getObjectAsBytes(r -> r.bucket("plotline").key("there")).asUtf8String())
          .isEqualTo("12345");
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row(404, "NoSuchKey", s3 -> s3.getObject(r -> r.bucket("plotline").key("away"))),
        row(404, "NoSuchBucket", s3 -> s3.getObject(r -> r.bucket("other").key("there"))),
        row(404, "NoSuchBucket", s3 -> s3.listObjectsV2(r -> r.bucket("other"))),
        row(
            412,
            "PreconditionFailed",
            s3 ->
                s3.putObject(
                    r -> r.bucket("plotline").key("there").ifNoneMatch("*"),
                    RequestBody.fromString("again"))),
        row(
            416,
            "InvalidRange",
            s3 -> s3.getObject(r -> r.bucket("plotline").key("there").range("bytes=9-12"))),
        row(
            400,
            "BadDigest",
            s3 ->
                s3.putObject(
                    r -> r.bucket("plotline").key("new").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                    RequestBody.fromString("another content"))));
  }

  private static Arguments row(int status, String error, Consumer<S3Client> call) {
    return Arguments.of(status, error, call);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refused")
  void requestIsRefusedInTheVendorsWords(int status, String error, Consumer<S3Client> call) {
    try (var s3 = client(files.accessKey(), files.secretKey())) {
      refusal(s3, call, status, error);
    }
  }

  @Test
  void strangersAreToldWhichHalfOfTheirKeysIsWrong() {
    Consumer<S3Client> read = s3 -> s3.getObject(r -> r.bucket("plotline").key("there"));
    try (var s3 = client("NOBODY", files.secretKey())) {
      refusal(s3, read, 403, "InvalidAccessKeyId");
    }
    try (var s3 = client(files.accessKey(), "wrong")) {
      refusal(s3, read, 403, "SignatureDoesNotMatch");
    }
  }

  @Test
  void anUnsignedRequestIsRefused() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      URI url = files.url().resolve("/plotline/there");
      var unsigned = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString(UTF_8));
      assertThat(unsigned.statusCode()).isEqualTo(403);
      assertThat(unsigned.body()).contains("<Code>AccessDenied</Code>");
    }
  }

  @Test
  void whatIsCarriedOutIsInTheJournalWithoutContents() {
    Instant start = Instant.now();
    try (var s3 = client(files.accessKey(), files.secretKey())) {
      s3.putObject(r -> r.bucket("plotline").key("noted"), RequestBody.fromString("secret words"));
      s3.getObjectAsBytes(r -> r.bucket("plotline").key("noted"));
      s3.listObjectsV2(r -> r.bucket("plotline").prefix("not"));
      s3.deleteObject(r -> r.bucket("plotline").key("noted"));
    }
    var expected =
        Map.of(
            "PutObject",
            "noted",
            "GetObject",
            "noted",
            "ListObjectsV2",
            "not",
            "DeleteObject",
            "noted");
    expected.forEach((operation, key) -> {
      var call = files.journal().calls(operation).getLast();
      assertThat(call.key()).as(operation).isEqualTo(key);
      assertThat(call.at()).isAfterOrEqualTo(start.minus(Duration.ofSeconds(1)));
    });
    assertThat(files.journal().calls().toString()).doesNotContain("secret words");
  }

  private static void refusal(S3Client s3, Consumer<S3Client> call, int status, String error) {
    var refused = catchThrowableOfType(S3Exception.class, () -> call.accept(s3));
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(error);
  }

  private static S3Client client(String access, String secret) {
    return client(access, secret, 1);
  }

  private static S3Client client(String access, String secret, int attempts) {
    return S3Client.builder()
        .endpointOverride(files.url())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret)))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(attempts)))
        .build();
  }
}
