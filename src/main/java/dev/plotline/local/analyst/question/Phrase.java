package dev.plotline.local.analyst.question;

import java.util.regex.Pattern;

/// Pieces of which the rules' patterns are made. `C`, `V`, `N`, `D` and `Q` are the marks of a
/// sentence: column, value, number, date, quotation.
final class Phrase {
  static final String C = "«c(\\d+)»";
  static final String N = "«n(\\d+)»";
  static final String ANY_C = "«c\\d+»";
  static final String ANY_V = "«v\\d+»";
  static final String ANY_N = "«n\\d+»";
  static final String ANY_D = "«d\\d+»";
  static final String ANY_Q = "«q\\d+»";
  static final String AND = "(?: , and| , or| ,| and| or| &| vs| versus)";

  private Phrase() {}

  /// A pattern of whole words.
  static Pattern of(String regex) {
    return Pattern.compile("(?<![\\p{L}\\p{N}_'«])(?:" + regex + ")(?![\\p{L}\\p{N}_'])");
  }

  /// A list of at least one of these.
  static String list(String item) {
    return item + "(?:" + AND + " (?:the |by |in |per )?" + item + ")*";
  }
}
