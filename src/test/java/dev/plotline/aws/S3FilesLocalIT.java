package dev.plotline.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.HeldPort;
import dev.plotline.file.FileStore;
import dev.plotline.file.FilesContract;
import dev.plotline.local.files.LocalFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on this machine's S3.
class S3FilesLocalIT extends FilesContract {
  @TempDir private static Path home;
  private static LocalFiles s3;
  private static AwsClients clients;
  private static S3Files files;

  @BeforeAll
  static void start() throws IOException {
    s3 = LocalFiles.start(home.resolve("files"), 0);
    clients = StandIns.files(s3);
    files = new S3Files(clients, s3.bucket());
  }

  @AfterAll
  static void stop() {
    clients.close();
    s3.close();
  }

  @Override
  protected FileStore files() {
    return files;
  }

  @Test
  void linkOutlivesARestartOnTheSamePort() throws Exception {
    var links = new ArrayDeque<URI>();
    Callable<Integer> before =
        () -> {
          links.add(linkOfBefore());
          return links.getLast().getPort();
        };
    try (var port = HeldPort.of(before);
        var _ = LocalFiles.start(home.resolve("restarted"), port.number())) {
      assertThat(get(links.getLast()).body()).containsExactly(1, 2, 3);
    }
  }

  private static URI linkOfBefore() throws Exception {
    try (var before = LocalFiles.start(home.resolve("restarted"), 0);
        var theirs = StandIns.files(before)) {
      var store = new S3Files(theirs, before.bucket());
      store.create("a", new byte[] {1, 2, 3});
      return store.link("a", Duration.ofHours(1)).url();
    }
  }

  @Test
  void strangerIsRefused() {
    try (var stranger = StandIns.at(s3.url(), s3.accessKey(), "nobody's")) {
      var theirs = new S3Files(stranger, s3.bucket());
      assertThatThrownBy(() -> theirs.create("a", new byte[1]))
          .hasMessageContaining("403 SignatureDoesNotMatch");
      assertThatThrownBy(() -> theirs.list("")).hasMessageContaining("403");
    }
  }
}
