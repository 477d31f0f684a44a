package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Set;

/// Checks an image block against what Converse takes: its format, bytes of that format, at most
/// 3.75 MB and 8,000 pixels a side.
final class ImageCheck {
  private static final int BYTES = 3_750_000;
  private static final int SIDE = 8_000;
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "webp");

  private ImageCheck() {}

  private record Size(int width, int height) {}

  static void check(JsonNode image, String at) throws Refusal {
    String format = image.path("format").asText();
    if (!FORMATS.contains(format)) {
      throw Refusal.invalid(
          "Value '"
              + format
              + "' at '"
              + at
              + ".image.format' failed to satisfy constraint: Member must satisfy enum value set:"
              + " [png, jpeg, gif, webp]");
    }
    byte[] bytes = decode(image.at("/source/bytes"), at);
    if (bytes.length > BYTES) {
      throw model(at, "image exceeds 3.75 MB maximum: " + bytes.length + " bytes > " + BYTES);
    }
    if (!looksLike(format, bytes)) {
      throw model(at, "Image does not match the provided media type image/" + format);
    }
    var size = size(format, ByteBuffer.wrap(bytes));
    if (Math.max(size.width(), size.height()) > SIDE) {
      throw model(
          at,
          "At least one of the image dimensions exceed max allowed size: 8000 pixels, was "
              + size.width()
              + "x"
              + size.height());
    }
  }

  private static Refusal model(String at, String message) {
    return Refusal.invalid("The model returned the following errors: " + at + ".image: " + message);
  }

  private static byte[] decode(JsonNode base64, String at) throws Refusal {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.asText());
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, in the same words.
    }
    throw model(at, "Could not process image");
  }

  private static boolean looksLike(String format, byte[] bytes) {
    return switch (format) {
      case "png" -> starts(bytes, 0, "\u0089PNG\r\n\u001a\n") && bytes.length > 24;
      case "jpeg" -> starts(bytes, 0, "\u00ff\u00d8\u00ff");
      case "gif" -> starts(bytes, 0, "GIF8") && bytes.length > 10;
      default -> starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP");
    };
  }

  private static boolean starts(byte[] bytes, int from, String magic) {
    if (bytes.length < from + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((bytes[from + i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Size size(String format, ByteBuffer bytes) {
    return switch (format) {
      case "png" -> new Size(bytes.getInt(16), bytes.getInt(20));
      case "gif" -> {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        yield new Size(bytes.getShort(6) & 0xffff, bytes.getShort(8) & 0xffff);
      }
      case "jpeg" -> jpeg(bytes);
      default -> new Size(0, 0);
    };
  }

  /// Walks the segments to the frame header, which is any of C0 to CF but C4, C8 and CC.
  private static Size jpeg(ByteBuffer bytes) {
    int at = 2;
    while (at + 9 < bytes.limit() && (bytes.get(at) & 0xff) == 0xff) {
      int marker = bytes.get(at + 1) & 0xff;
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
        return new Size(bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff);
      }
      at += 2 + (bytes.getShort(at + 2) & 0xffff);
    }
    return new Size(0, 0);
  }
}
