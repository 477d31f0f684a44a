package dev.plotline.local.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.HeldPort;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.S3Files;
import dev.plotline.file.FileStore;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFilesIT {
  @TempDir private Path home;

  @Test
  void keysOutliveARestartSoThatLinksDo() throws Exception {
    String access;
    String secret;
    try (var files = LocalFiles.start(home.resolve("files"), 0)) {
      access = files.accessKey();
      secret = files.secretKey();
      assertThat(secret).hasSize(40).isNotEqualTo(access);
    }
    try (var again = LocalFiles.start(home.resolve("files"), 0)) {
      assertThat(again.accessKey()).isEqualTo(access);
      assertThat(again.secretKey()).isEqualTo(secret);
    }
    try (var other = LocalFiles.start(home.resolve("other"), 0)) {
      assertThat(other.secretKey()).isNotEqualTo(secret);
    }
  }

  @Test
  void thePortOutlivesARestartSoThatLinksDo() throws Exception {
    try (var port = HeldPort.of(this::port);
        var again = LocalFiles.start(home)) {
      assertThat(permissions(home.resolve("port"))).isEqualTo("rw-------");
      assertThat(again.url().getPort()).isEqualTo(port.number());
    }
  }

  /// Of a start and an end: it is in the file.
  private int port() throws Exception {
    try (var files = LocalFiles.start(home)) {
      int port = files.url().getPort();
      assertThat(home.resolve("port")).hasContent(Integer.toString(port));
      return port;
    }
  }

  @Test
  void aPortThatIsTakenGivesWayToAFreeOneWhichIsKeptThen() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(home.resolve("port"), taken.getLocalPort() + "\n");
      assertThat(port()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half", "99999", "-1", "0", "ä"})
  void aBrokenPortIsReplaced(String broken) throws Exception {
    Files.writeString(home.resolve("port"), broken);
    try (var files = LocalFiles.start(home)) {
      assertThat(home.resolve("port")).hasContent(Integer.toString(files.url().getPort()));
    }
  }

  @Test
  void keysAndObjectsAreForTheirOwnerOnly() throws Exception {
    Path folder = home.resolve("a/files");
    try (var files = LocalFiles.start(folder, 0)) {
      assertThat(files.bucket()).isEqualTo("plotline");
      assertThat(permissions(folder)).isEqualTo("rwx------");
      assertThat(permissions(folder.resolve("keys"))).isEqualTo("rw-------");
      try (var left = Files.list(folder)) {
        assertThat(left.map(Path::getFileName).map(Path::toString))
            .containsExactlyInAnyOrder("keys", "buckets");
      }
    }
  }

  @Test
  void brokenKeysAreReplaced() throws Exception {
    Files.writeString(home.resolve("keys"), "half");
    try (var files = LocalFiles.start(home, 0)) {
      assertThat(Files.readString(home.resolve("keys")))
          .isEqualTo(files.accessKey() + "\n" + files.secretKey() + "\n");
    }
  }

  @Test
  void listensOnLoopbackOnlyAndToSignedRequestsOnly() throws Exception {
    Path bucket = Files.createDirectories(home.resolve("buckets/plotline"));
    Files.setPosixFilePermissions(bucket, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path object = Files.writeString(bucket.resolve("x"), "secret");
    Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (var files = LocalFiles.start(home, 0);
        var client = HttpClient.newHttpClient()) {
      assertThat(files.url().getHost()).isEqualTo("127.0.0.1");
      for (String path : new String[] {"/", "/plotline", "/plotline?list-type=2", "/plotline/x"}) {
        URI url = files.url().resolve(path);
        for (var request :
            new HttpRequest[] {
              HttpRequest.newBuilder(url).build(),
              HttpRequest.newBuilder(url).DELETE().build(),
              // Whoever asks first has the answer before a connection can be closed on its body.
              HttpRequest.newBuilder(url)
                  .PUT(HttpRequest.BodyPublishers.ofString("x"))
                  .expectContinue(true)
                  .build()
            }) {
          assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
              .as(request.toString())
              .isEqualTo(403);
        }
      }
      assertThat(object).hasContent("secret");
    }
  }

  @Test
  void portInUseIsNamed() throws Exception {
    try (var files = LocalFiles.start(home.resolve("a"), 0)) {
      int port = files.url().getPort();
      assertThatThrownBy(() -> LocalFiles.start(home.resolve("b"), port))
          .isInstanceOf(BindException.class)
          .hasMessage("port " + port + " on 127.0.0.1 is already in use");
    }
  }

  @Test
  void fileBeingWrittenIsNotListed() throws Exception {
    try (var files = LocalFiles.start(home, 0);
        var clients =
            new AwsClients(
                new AwsSettings(
                    null,
                    new AwsEndpoint.Default(),
                    new AwsEndpoint.Default(),
                    new AwsEndpoint.At(files.url(), files.accessKey(), files.secretKey()),
                    true))) {
      var store = new S3Files(clients, files.bucket());
      String random = "-" + UUID.randomUUID();
      store.create("whole" + random, new byte[] {1});
      Files.write(home.resolve("buckets/plotline/part" + random), new byte[] {1});
      assertThat(store.list(""))
          .extracting(FileStore.Stored::key)
          .containsExactly("whole" + random);
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
