package dev.plotline.sandbox;

import dev.plotline.chat.Content;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A content that remembers what was read of it, up to a limit.
final class Beginning implements Content {
  private final Content content;
  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private boolean whole = true;

  Beginning(Content content, int most) {
    this.content = content;
    this.most = most;
  }

  /// Base64 of it, null when it was longer than the limit.
  @Nullable String base64() {
    return whole ? Base64.getEncoder().encodeToString(read.toByteArray()) : null;
  }

  @Override
  public InputStream open() throws IOException {
    read.reset();
    whole = true;
    return new FilterInputStream(content.open()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
          keep(bytes, offset, count);
        }
        return count;
      }

      @Override
      public long skip(long count) throws IOException {
        return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }

  private void keep(byte[] bytes, int offset, int count) {
    whole &= read.size() + count <= most;
    if (whole) {
      read.write(bytes, offset, count);
    }
  }
}
