package dev.plotline;

import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.code.Options;
import dev.plotline.local.code.PythonSetup;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// The stand-ins for code and files with the production adapters over them, for tests of what lies
/// above.
public record LocalStack(
    LocalInterpreter code, LocalFiles files, AwsClients clients, S3Files store, Sandboxes sandboxes)
    implements AutoCloseable {
  /// The Python that the build's set-up has found or made.
  public static Path python() throws IOException {
    return PythonSetup.python(Path.of("target", "sandbox").toAbsolutePath(), "");
  }

  /// One with as many live sessions as usual.
  public static LocalStack start(Path home) throws IOException {
    return start(home, 16);
  }

  /// One in a folder.
  ///
  /// @param live how many sessions have processes at one time
  public static LocalStack start(Path home, int live) throws IOException {
    var options = Options.of(home.resolve("code"), python()).withLiveSessions(live);
    var code = LocalInterpreter.start(options);
    var files = LocalFiles.start(home.resolve("files"), 0);
    var clients =
        new AwsClients(
            new AwsSettings(
                "us-east-1",
                new AwsEndpoint.Default(),
                new AwsEndpoint.At(code.url(), code.accessKey(), code.secretKey()),
                new AwsEndpoint.At(files.url(), files.accessKey(), files.secretKey()),
                true));
    var store = new S3Files(clients, files.bucket());
    var clock = Clock.systemUTC();
    var sandboxes =
        new Sandboxes(
            new CodeInterpreter(clients, "aws.codeinterpreter.v1", 1000, clock),
            thread -> new Workspace(store, thread, Duration.ofHours(1), clock),
            new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
            Duration.ofMinutes(15),
            clock);
    return new LocalStack(code, files, clients, store, sandboxes);
  }

  /// The workspace of a thread.
  public Workspace workspace(ThreadKey thread) {
    return new Workspace(store, thread, Duration.ofHours(1), Clock.systemUTC());
  }

  @Override
  public void close() {
    sandboxes.close();
    clients.close();
    code.close();
    files.close();
  }
}
