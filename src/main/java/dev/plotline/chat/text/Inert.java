package dev.plotline.chat.text;

import java.util.regex.Pattern;

/// Text of others that must do nothing but be read.
public final class Inert {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(?:[a-z][a-z0-9+.-]{1,20}://|www\\.|mailto:)[^\\s<>|]+"
              + "|[\\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\\.){1,9}[a-z]{2,24}\\b"
              + "|\\b(?:[a-z0-9-]{1,63}\\.){1,9}[a-z]{2,24}/[^\\s<>|]*"
              + "|\\b(?:[a-z0-9-]{1,63}\\.){1,9}"
              + "(?:com|net|org|io|dev|app|co|ru|cn|de|info|xyz|ai|me|biz|uk|jp|fr|eu|us)\\b");

  private Inert() {}

  /// Without characters that control, hide or turn the text around; lines and tabs stay.
  public static String visible(String text) {
    var visible = new StringBuilder(text.length());
    text.codePoints().filter(Inert::isVisible).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isVisible(int c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    // Joiners make emoji and are needed in some scripts; all other format characters go.
    return switch (Character.getType(c)) {
      case Character.FORMAT -> c == 0x200D || c == 0x200C || isTag(c);
      case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> false;
      default -> c != 0x2028 && c != 0x2029;
    };
  }

  /// Flags of regions are written with these.
  private static boolean isTag(int c) {
    return c >= 0xE0020 && c <= 0xE007F;
  }

  /// One line for a field that takes plain text: a title, an alt text, a status, a button. Angle
  /// brackets become look-alikes, because such a field has no way to escape them.
  public static String plain(String text, int longest) {
    String line = visible(text).replace('<', '‹').replace('>', '›').replaceAll("\\s+", " ").strip();
    return Cut.to(line, longest);
  }

  /// Finds what a client might make a link of.
  public static Pattern address() {
    return ADDRESS;
  }
}
