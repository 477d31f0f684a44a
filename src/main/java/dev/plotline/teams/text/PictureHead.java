package dev.plotline.teams.text;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What the first bytes of a picture say of it. The rest is never decoded here: it was made by code
/// of others.
///
/// @param type `image/png` or `image/jpeg`
/// @param width in pixels
/// @param height in pixels
record PictureHead(String type, int width, int height) {
  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;

  /// Null when it is neither, or has no size.
  static @Nullable PictureHead of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    PictureHead head = null;
    if (bytes.length >= 24 && in.getLong(0) == PNG && in.getInt(12) == IHDR) {
      head = new PictureHead("image/png", in.getInt(16), in.getInt(20));
    } else if (bytes.length >= 4 && (in.getInt(0) & 0xFFFFFF00) == 0xFFD8FF00) {
      head = jpeg(in.position(2));
    }
    return head == null || head.width < 1 || head.height < 1 ? null : head;
  }

  /// The first frame's size, behind segments that are passed over.
  private static @Nullable PictureHead jpeg(ByteBuffer in) {
    while (in.remaining() >= 9 && in.get(in.position()) == (byte) 0xFF) {
      int marker = in.get(in.position() + 1) & 0xFF;
      int length = in.getShort(in.position() + 2) & 0xFFFF;
      // These three of the sixteen are tables.
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
        int height = in.getShort(in.position() + 5) & 0xFFFF;
        return new PictureHead("image/jpeg", in.getShort(in.position() + 7) & 0xFFFF, height);
      }
      if (length < 2 || length + 2 > in.remaining()) {
        return null;
      }
      in.position(in.position() + 2 + length);
    }
    return null;
  }
}
