package dev.plotline.aws;

import dev.plotline.file.FileStore;
import dev.plotline.file.FilesContract;
import dev.plotline.local.files.LocalFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
