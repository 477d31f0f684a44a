package dev.plotline.local.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The port of the last time, in a file beside the keys: links hold the port, so they open after a
/// restart only on the same.
final class KeptPort {
  private final Path folder;
  private final Path file;

  KeptPort(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("port");
  }

  /// The port, 0 when none is known.
  int read() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    // Whatever the file holds by accident: any free port is good then.
    String text = new String(Files.readAllBytes(file), US_ASCII).strip();
    int port = text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : 0;
    return port <= 65_535 ? port : 0;
  }

  void write(int port) throws IOException {
    // Written aside first, so that a crash never leaves half a number.
    Path part = Owner.newFile(folder, "port");
    Files.writeString(part, port + "\n", US_ASCII);
    Files.move(part, file, ATOMIC_MOVE);
  }
}
