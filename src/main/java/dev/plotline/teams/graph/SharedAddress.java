package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/// The address of a file in SharePoint, which comes encoded or as people read it.
final class SharedAddress {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private SharedAddress() {}

  /// The address with spaces, signs and other scripts encoded. One that is so already stays.
  static String encoded(String address) {
    boolean readable =
        address.codePoints().anyMatch(c -> c <= ' ' || c == '#')
            || address.matches(".*%(?![0-9A-Fa-f]{2}).*");
    var encoded = new StringBuilder();
    for (byte b : address.getBytes(UTF_8)) {
      int c = b & 0xFF;
      if (c <= ' ' || c > '~' || "\"<>\\^`{|}#".indexOf(c) >= 0 || (c == '%' && readable)) {
        encoded.append('%').append(HEX.toHexDigits(b));
      } else {
        encoded.append((char) c);
      }
    }
    return encoded.toString();
  }
}
