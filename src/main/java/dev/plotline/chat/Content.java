package dev.plotline.chat;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read, more than once, without being held in memory.
@FunctionalInterface
public interface Content {
  /// The content of a file that was not kept.
  Content MISSING =
      () -> {
        throw new IOException("The file was not kept: ask for it again.");
      };

  /// A new stream from the first byte; the caller closes it.
  InputStream open() throws IOException;
}
