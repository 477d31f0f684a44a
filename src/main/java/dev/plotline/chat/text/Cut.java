package dev.plotline.chat.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts texts where a reader sees no cut: never inside what is one character to the eye.
public final class Cut {
  private Cut() {}

  /// At most `longest` UTF-16 units, with an ellipsis when something is missing.
  public static String to(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, end(text, longest - 1)) + "…";
  }

  /// Pieces of at most `longest` units that together are the text: ended at a line's end, else at a
  /// word's, else between two characters.
  public static List<String> pieces(String text, int longest) {
    var pieces = new ArrayList<String>();
    String rest = text;
    while (rest.length() > longest) {
      int line = rest.lastIndexOf('\n', longest - 1) + 1;
      int word = rest.lastIndexOf(' ', longest - 1) + 1;
      int at = line > longest / 2 ? line : word > longest / 2 ? word : end(rest, longest);
      pieces.add(rest.substring(0, at));
      rest = rest.substring(at);
    }
    pieces.add(rest);
    return pieces;
  }

  /// The last boundary between characters that is not behind `most`, but never 0: something that
  /// looks like one character of thousands of marks is cut inside.
  private static int end(String text, int most) {
    var boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
    int from = Math.max(0, most - 200);
    boundaries.setText(text.substring(from, Math.min(text.length(), most + 200)));
    int end = boundaries.preceding(Math.min(most, text.length()) - from + 1);
    if (end > 0) {
      return from + end;
    }
    return Character.isHighSurrogate(text.charAt(most - 1)) && most > 1 ? most - 1 : most;
  }
}
