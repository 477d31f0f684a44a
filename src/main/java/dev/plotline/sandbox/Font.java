package dev.plotline.sandbox;

import dev.plotline.chat.Content;
import java.io.IOException;
import java.io.InputStream;

/// The font for Chinese, Japanese and Korean labels that is put into a session which has none: it
/// comes with the program, so that charts are legible wherever the code runs.
final class Font {
  /// Where it lies in a session.
  static final String PATH = ".plotline/DroidSansFallback.ttf";

  private static final int FIRST = 0x1100;

  private Font() {}

  /// The font's file.
  static Content content() {
    return Font::open;
  }

  /// Whether a text has characters that matplotlib's own font lacks.
  static boolean isNeededFor(String text) {
    return text.codePoints()
        .anyMatch(c ->
            c >= FIRST
                && switch (Character.UnicodeScript.of(c)) {
                  case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
                  default -> false;
                });
  }

  private static InputStream open() throws IOException {
    InputStream in = Font.class.getResourceAsStream("font/DroidSansFallback.ttf");
    if (in == null) {
      throw new IOException("the jar lacks the font");
    }
    return in;
  }
}
