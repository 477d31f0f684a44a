package dev.plotline.aws;

import dev.plotline.file.FileStore;
import dev.plotline.file.FilesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contract on S3.
@ExtendWith(OnAws.class)
class S3FilesAwsIT extends FilesContract {
  private static AwsClients clients;
  private static S3Files files;

  @BeforeAll
  static void start() {
    clients = OnAws.clients();
    files = new S3Files(clients, OnAws.setting("S3_BUCKET", ""));
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  @Override
  protected FileStore files() {
    return files;
  }
}
