package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A word, number, date, quotation or sign of a sentence.
record Token(Kind kind, String text) {
  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("twelve", "12"),
          Map.entry("twenty", "20"));
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?<q1>[^\"\\n]+)\"|“(?<q2>[^”\\n]+)”|`(?<q3>[^`\\n]+)`"
              + "|(?<![\\p{L}\\p{N}])['‘](?<q4>[^'’\\n]+)['’](?!\\p{L})"
              + "|(?<date>\\d{4}-\\d{2}-\\d{2}|\\d{4}-\\d{2}(?![\\d-])|\\d{1,2}/\\d{1,2}/\\d{4})"
              + "|(?<number>(?<![\\S])-?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?k?(?![\\p{L}_])"
              + "|(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?k?(?![\\p{L}_]))"
              + "|(?<word>[\\p{L}\\p{N}_]+(?:['’]\\p{L}+)?)"
              + "|(?<sign>>=|<=|!=|==|[<>=%&,]|(?<=\\d)[-–](?=\\d))"
              + "|(?<end>[.;:?!\\n])");

  enum Kind {
    WORD,
    NUMBER,
    DATE,
    QUOTED,
    SIGN,
    END
  }

  static List<Token> of(String text) {
    var tokens = new ArrayList<Token>();
    var matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      var named = matcher.namedGroups().keySet();
      String group = named.stream().filter(g -> matcher.group(g) != null).findFirst().orElse("");
      tokens.add(token(group, matcher.group(group)));
    }
    return tokens;
  }

  private static Token token(String group, String text) {
    return switch (group) {
      case "date" -> new Token(Kind.DATE, text);
      case "number" -> new Token(Kind.NUMBER, number(text));
      case "sign" -> new Token(Kind.SIGN, text);
      case "end" -> new Token(Kind.END, ".");
      case "word" -> {
        var number = NUMBERS.get(text.toLowerCase(Locale.ROOT));
        yield number == null
            ? new Token(Kind.WORD, text.replace('’', '\''))
            : new Token(Kind.NUMBER, number);
      }
      default -> new Token(Kind.QUOTED, text.strip());
    };
  }

  private static String number(String text) {
    String plain = text.replace(",", "");
    return plain.endsWith("k")
        ? new java.math.BigDecimal(plain.substring(0, plain.length() - 1))
            .movePointRight(3)
            .toPlainString()
        : plain;
  }

  String lower() {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.length() == text.length() ? lower : text;
  }

  /// The comparable words in it; signs and ends have none.
  List<String> parts() {
    return kind == Kind.SIGN || kind == Kind.END ? List.of() : Names.words(text);
  }
}
