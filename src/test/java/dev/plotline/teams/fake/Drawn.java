package dev.plotline.teams.fake;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// Pictures that are ones.
public final class Drawn {
  private Drawn() {}

  /// A picture.
  ///
  /// @param format `png`, `jpeg` or `gif`
  public static byte[] picture(String format, int width, int height) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xFF7700);
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// A small PNG, filled up to so many bytes by what readers pass over.
  public static byte[] png(int size) {
    byte[] picture = picture("png", 8, 8);
    return Arrays.copyOf(picture, Math.max(size, picture.length));
  }
}
