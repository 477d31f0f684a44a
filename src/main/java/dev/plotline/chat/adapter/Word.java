package dev.plotline.chat.adapter;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A word that steers: said alone, it is no question.
public enum Word {
  HELP,
  STATUS,
  STOP,
  RESET,
  FILES,
  CODE,
  NOTEBOOK,
  DELETE;

  /// With “please” and signs around it. Patterns take long with what is much longer.
  private static final int LONGEST = 60;

  /// The word that a message is; null when it is a question, as “delete the outliers” is.
  public static @Nullable Word read(String text) {
    String said = text.strip();
    if (said.length() > LONGEST) {
      return null;
    }
    String alone =
        said.toLowerCase(Locale.ROOT)
            .replaceFirst("^/", "")
            .replaceFirst("^please\\s+", "")
            .replaceFirst("[\\s.!,]*(?:please)?[\\s.!?]*$", "");
    for (Word word : values()) {
      if (word.name().toLowerCase(Locale.ROOT).equals(alone)) {
        return word;
      }
    }
    return null;
  }
}
