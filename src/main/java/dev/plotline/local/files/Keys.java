package dev.plotline.local.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// The pair of keys that requests and links are signed with, kept in a file of its owner alone.
record Keys(String access, String secret) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// The keys of a folder, which is made when it isn't there; so are the keys.
  static Keys in(Path folder) throws IOException {
    Owner.folder(folder);
    Path file = folder.resolve("keys");
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file, US_ASCII);
      if (lines.size() == 2 && lines.stream().noneMatch(String::isBlank)) {
        return new Keys(lines.get(0), lines.get(1));
      }
    }
    var keys = new Keys("LOCAL" + random(8), random(20));
    // Written aside first, so that a crash never leaves half a file.
    Path part = Owner.newFile(folder, "keys");
    Files.writeString(part, keys.access + "\n" + keys.secret + "\n", US_ASCII);
    Files.move(part, file, ATOMIC_MOVE);
    return keys;
  }

  @Override
  public String toString() {
    return "Keys[" + access + "]";
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().withUpperCase().formatHex(random);
  }
}
