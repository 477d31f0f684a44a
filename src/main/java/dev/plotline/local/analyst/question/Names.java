package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Takes names apart into comparable words: `Body Mass (g)` and `bodyMass_g` are body, mass, g.
final class Names {
  private static final Pattern WORD = Pattern.compile("[\\p{L}]+|\\p{N}+");
  private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern PARENTHESES = Pattern.compile("[(\\[{].*?[)\\]}]");

  private Names() {}

  static List<String> words(String name) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(HUMP.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(stem(matcher.group()));
    }
    return words;
  }

  /// The words without what stands in parentheses, which is mostly a unit.
  static List<String> withoutUnit(String name) {
    return words(PARENTHESES.matcher(name).replaceAll(" "));
  }

  /// The singular, roughly: enough to match `species` with itself and `cities` with `city`.
  static String stem(String word) {
    if (word.length() > 4
        && word.endsWith("ies")
        && !word.equals("species")
        && !word.equals("series")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.length() > 4 && word.matches(".*(ss|sh|ch|x|z)es")) {
      return word.substring(0, word.length() - 2);
    }
    if (word.length() > 3 && word.endsWith("s") && !word.matches(".*(ss|us|is|ies)")) {
      return word.substring(0, word.length() - 1);
    }
    return word;
  }
}
