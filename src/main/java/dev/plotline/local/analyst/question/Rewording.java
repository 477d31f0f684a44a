package dev.plotline.local.analyst.question;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Puts ways of saying a thing into the one that the rules know, before anything is read.
final class Rewording {
  private static final Map<Pattern, String> SAME = new LinkedHashMap<>();

  static {
    same("\\b(?:first|1st) quarter(?: of| in)? (?=(?:19|20)\\d\\d)", "Q1 ");
    same("\\b(?:second|2nd) quarter(?: of| in)? (?=(?:19|20)\\d\\d)", "Q2 ");
    same("\\b(?:third|3rd) quarter(?: of| in)? (?=(?:19|20)\\d\\d)", "Q3 ");
    same("\\b(?:fourth|4th|last) quarter(?: of| in)? (?=(?:19|20)\\d\\d)", "Q4 ");
    same("\\b(each|every|different|per|by|which|what) (?:kind|type|sort)s? of (?=\\p{L})", "$1 ");
    same("\\bno\\. of\\b", "number of");
    same("\\b(\\d+)(?:st|nd|rd|th)\\b", "$1");
  }

  private Rewording() {}

  private static void same(String regex, String replacement) {
    SAME.put(Pattern.compile("(?i)" + regex), replacement);
  }

  /// The text as the rules like it; what was a matter of opinion is added to `notes`.
  static String of(String text, Table table, List<String> notes) {
    String reworded = Superlatives.replace(text, table, notes);
    for (var same : SAME.entrySet()) {
      reworded = same.getKey().matcher(reworded).replaceAll(same.getValue());
    }
    return reworded;
  }
}
