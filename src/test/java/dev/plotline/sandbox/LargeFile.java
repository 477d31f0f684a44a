package dev.plotline.sandbox;

import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// A program that puts a file much larger than its heap into a session and reads it back. It prints
/// the hash of what it sent, of what the session has, and of what came back.
final class LargeFile {
  private LargeFile() {}

  /// Runs it.
  ///
  /// @param arguments the service's address, access key and secret key, and the file's size
  public static void main(String[] arguments) throws Exception {
    long size = Long.parseLong(arguments[3]);
    var endpoint = new AwsEndpoint.At(URI.create(arguments[0]), arguments[1], arguments[2]);
    var settings = new AwsSettings("us-east-1", endpoint, endpoint, endpoint, true);
    var clock = Clock.systemUTC();
    try (var clients = new AwsClients(settings);
        var sandboxes =
            new Sandboxes(
                new CodeInterpreter(clients, "aws.codeinterpreter.v1", 1, clock),
                thread -> new Workspace(empty(), thread, Duration.ofHours(1), clock),
                new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
                Duration.ofMinutes(15),
                clock)) {
      Sandbox sandbox = sandboxes.of(new ThreadKey("program", "", "large"));
      var sent = MessageDigest.getInstance("SHA-256");
      sandbox.write("large.bin", () -> new DigestInputStream(new Noise(size), sent));
      Execution there = sandbox.run(Language.PYTHON, HASH, Duration.ofMinutes(5));
      var back = MessageDigest.getInstance("SHA-256");
      try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), back)) {
        sandbox.read("large.bin", size, out);
      }
      System.out.println("sent " + HexFormat.of().formatHex(sent.digest()));
      System.out.println("there " + there.output().stdout().strip());
      System.out.println("back " + HexFormat.of().formatHex(back.digest()));
    }
  }

  private static final String HASH =
      """
      import hashlib
      digest = hashlib.sha256()
      with open("large.bin", "rb") as file:
          while block := file.read(1 << 20):
              digest.update(block)
      print(digest.hexdigest())
      """;

  /// A store that has nothing to put back.
  private static FileStore empty() {
    return (FileStore)
        Proxy.newProxyInstance(
            FileStore.class.getClassLoader(),
            new Class<?>[] {FileStore.class},
            (_, method, _) -> {
              if (method.getName().equals("list")) {
                return List.of();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /// Bytes that can't be compressed and are the same each time.
  private static final class Noise extends InputStream {
    private final Random random = new Random(11);
    private long left;

    Noise(long size) {
      left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      byte[] block = new byte[(int) Math.min(left, Math.min(length, 1 << 16))];
      random.nextBytes(block);
      System.arraycopy(block, 0, bytes, offset, block.length);
      left -= block.length;
      return block.length;
    }
  }
}
