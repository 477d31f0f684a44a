package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Files in and out of a session, of any size, with one part of them in memory at a time.
final class Transfer {
  /// Base64, the JSON around it and the SDK's copies make about ten times of it in the heap while
  /// it is read, for each thread that does so.
  static final int PART = 4 << 20;

  private static final String FOLDER = ".plotline/";

  private final Session session;
  private final Cells cells;

  Transfer(Session session, Cells cells) {
    this.session = session;
    this.cells = cells;
  }

  /// Writes a file, making its folders.
  void write(String path, Content content) throws IOException, InterruptedException {
    try (var in = new PushbackInputStream(content.open())) {
      byte[] part = in.readNBytes(PART);
      if (isAtEnd(in)) {
        if (path.contains("/")) {
          cells.call("prepare", List.of(path));
        }
        session.write(path, part);
        return;
      }
      var parts = new ArrayList<String>();
      cells.call("prepare", List.of(FOLDER + "part-0"));
      while (part.length > 0) {
        writePart(parts, part);
        part = in.readNBytes(PART);
      }
      cells.call("join", parts, path);
    }
  }

  /// Lets the session get a file by itself.
  void fetch(URI link, String path, long size) throws SandboxException, InterruptedException {
    cells.call("fetch", link.toString(), path, size);
  }

  private static boolean isAtEnd(PushbackInputStream in) throws IOException {
    int next = in.read();
    if (next >= 0) {
      in.unread(next);
    }
    return next < 0;
  }

  /// Reads a file.
  ///
  /// @param size its length as last seen
  void read(String path, long size, OutputStream out) throws IOException, InterruptedException {
    if (size <= PART) {
      byte[] bytes = session.read(path);
      if (bytes.length != size) {
        throw new SandboxException(
            SandboxException.Kind.BROKEN, "a file changed before it was read");
      }
      out.write(bytes);
      return;
    }
    // Never more than was promised: a file that still grows, or a session that lies, has no end.
    for (long offset = 0, length; offset < size; offset += length) {
      JsonNode slice = cells.call("slice_out", path, offset, Math.min(PART, size - offset));
      byte[] bytes = session.read(slice.path("slice").asText());
      length = bytes.length;
      if (length == 0 || length > size - offset) {
        throw new SandboxException(
            SandboxException.Kind.BROKEN, "a file changed while it was read");
      }
      out.write(bytes);
    }
  }

  private void writePart(List<String> parts, byte[] bytes)
      throws SandboxException, InterruptedException {
    String path = FOLDER + "part-" + parts.size();
    session.write(path, bytes);
    parts.add(path);
  }
}
