package dev.plotline.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.plotline.LocalStack;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.Content;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.code.Options;
import dev.plotline.local.files.LocalFiles;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session with network fetches long files by itself, by their signed links.
class LinkedFilesIT {
  private static final ThreadKey THREAD = new ThreadKey("program", "", "linked");
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Content NEVER =
      () -> {
        throw new AssertionError("the bytes went through the program");
      };

  @TempDir private Path home;
  private final byte[] bytes = new byte[Transfer.PART + 3];
  private LocalInterpreter code;
  private LocalFiles files;
  private AwsClients clients;
  private Workspace workspace;

  @BeforeEach
  void start() throws Exception {
    new Random(1).nextBytes(bytes);
    var options = Options.of(home.resolve("code"), LocalStack.python()).withNetwork(true);
    code = LocalInterpreter.start(options);
    files = LocalFiles.start(home.resolve("files"), 0);
    clients =
        new AwsClients(
            new AwsSettings(
                "us-east-1",
                new AwsEndpoint.Default(),
                new AwsEndpoint.At(code.url(), code.accessKey(), code.secretKey()),
                new AwsEndpoint.At(files.url(), files.accessKey(), files.secretKey()),
                true));
    var store = new S3Files(clients, files.bucket());
    workspace = new Workspace(store, THREAD, Duration.ofHours(1), CLOCK);
  }

  @AfterEach
  void stop() {
    clients.close();
    code.close();
    files.close();
  }

  @Test
  void aLongFileIsFetchedByTheSessionAndPutBackSoToo() throws Exception {
    try (var sandboxes = sandboxes()) {
      Sandbox sandbox = sandboxes.of(THREAD);
      sandbox.warm();
      sandbox.put(save("売上 'x'/long.bin"), NEVER);
      assertThat(hash(sandbox)).isEqualTo(hash());
      int reads = files.journal().calls("GetObject").size();
      sandbox.stop("was stopped");
      assertThat(hash(sandbox)).isEqualTo(hash());
      assertThat(files.journal().calls("GetObject")).hasSize(reads + 1);
      assertThat(code.journal().calls("writeFiles")).isEmpty();
    }
  }

  @Test
  void aLinkThatDoesNotOpenSendsTheFileTheLongWay() throws Exception {
    try (var sandboxes = sandboxes()) {
      Sandbox sandbox = sandboxes.of(THREAD);
      sandbox.warm();
      var saved = save("売上 'x'/long.bin");
      var lying = new Workspace.Saved(saved.key() + "x", saved.path(), saved.size(), saved.at());
      sandbox.put(lying, () -> new ByteArrayInputStream(bytes));
      assertThat(hash(sandbox)).isEqualTo(hash());
      assertThat(code.journal().calls("writeFiles")).isNotEmpty();
    }
  }

  @Test
  void codeReadsDataFromTheWeb() throws Exception {
    var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/sales.csv",
        exchange -> {
          byte[] table = "region,amount\nNorth,1.5\nSouth,2\n".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, table.length);
          exchange.getResponseBody().write(table);
          exchange.close();
        });
    web.start();
    try (var sandboxes = sandboxes()) {
      String code =
          "import pandas as pd\nprint(pd.read_csv('http://127.0.0.1:%d/sales.csv').amount.sum())"
              .formatted(web.getAddress().getPort());
      var output = sandboxes.of(THREAD).run(Language.PYTHON, code, Duration.ofMinutes(2)).output();
      assertThat(output.stdout()).as(output.stderr()).isEqualTo("3.5\n");
    } finally {
      web.stop(0);
    }
  }

  private Sandboxes sandboxes() {
    return new Sandboxes(
        new CodeInterpreter(clients, "aws.codeinterpreter.v1", 10, true, CLOCK),
        _ -> workspace,
        new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
        Duration.ofMinutes(15),
        CLOCK);
  }

  private Workspace.Saved save(String path) throws Exception {
    return workspace.save(path, () -> new ByteArrayInputStream(bytes), bytes.length);
  }

  private String hash() throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String hash(Sandbox sandbox) throws Exception {
    String look =
        "import hashlib\n"
            + "print(hashlib.sha256(open(\"売上 'x'/long.bin\", 'rb').read()).hexdigest())";
    var output = sandbox.run(Language.PYTHON, look, Duration.ofMinutes(2)).output();
    return output.stdout().strip() + output.stderr();
  }
}
