package dev.plotline.chat;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read, more than once, without being held in memory.
@FunctionalInterface
public interface Content {
  /// A new stream from the first byte; the caller closes it.
  InputStream open() throws IOException;
}
