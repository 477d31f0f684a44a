package dev.plotline.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The bytes of an object. The SDK's own stream fails with unchecked exceptions and ends early
/// without a word when the connection is closed; this one throws an [IOException] both times.
final class ObjectStream extends FilterInputStream {
  private final String key;
  private long missing;

  ObjectStream(String key, InputStream in, @Nullable Long size) {
    super(in);
    this.key = key;
    this.missing = size == null ? 0 : size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int count = in.read(bytes, offset, length);
      missing -= Math.max(0, count);
      if (count < 0 && missing > 0) {
        throw new IOException(
            "the connection ended %d bytes early: read %s".formatted(missing, key));
      }
      return count;
    } catch (RuntimeException e) {
      throw S3Call.failure("read " + key, e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } catch (RuntimeException e) {
      throw S3Call.failure("close " + key, e);
    }
  }
}
