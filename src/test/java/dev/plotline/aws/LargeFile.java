package dev.plotline.aws;

import dev.plotline.local.files.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// A program that stores files much larger than its heap, several at once, and reads them back.
final class LargeFile {
  private static final long SIZE = 150L << 20;

  private LargeFile() {}

  public static void main(String[] folder) throws Exception {
    try (var s3 = LocalFiles.start(Path.of(folder[0]), 0);
        var clients = StandIns.files(s3);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var files = new S3Files(clients, s3.bucket());
      Callable<String> roundTrip =
          () -> {
            String key = "large/" + Thread.currentThread().threadId();
            files.put(key, () -> new Pattern(SIZE), SIZE, "application/zip", "large.zip");
            try (InputStream in = files.open(key);
                var expected = new Pattern(SIZE)) {
              byte[] mine = new byte[1 << 16];
              byte[] theirs = new byte[1 << 16];
              long total = 0;
              for (int count = in.readNBytes(theirs, 0, theirs.length);
                  count > 0;
                  count = in.readNBytes(theirs, 0, theirs.length)) {
                expected.readNBytes(mine, 0, count);
                if (!java.util.Arrays.equals(mine, 0, count, theirs, 0, count)) {
                  throw new IllegalStateException("another content after " + total);
                }
                total += count;
              }
              files.link(key, Duration.ofHours(1));
              return "read " + total;
            }
          };
      for (var result : threads.invokeAll(java.util.List.of(roundTrip, roundTrip))) {
        System.out.println(result.get());
      }
    }
  }

  /// As many bytes as wanted, each told by its position.
  private static final class Pattern extends InputStream {
    private long left;

    Pattern(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left == 0 ? -1 : ((int) (left-- * 31) >> 3) & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = (int) Math.min(left, length);
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = (byte) read();
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
