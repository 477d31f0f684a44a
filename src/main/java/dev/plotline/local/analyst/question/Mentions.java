package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the columns and the known values that a sentence names: the longest stretch of words wins,
/// a column before a value.
final class Mentions {
  private static final int LONGEST = 8;
  private static final int CUT = 40;

  private Mentions() {}

  /// A mention and the number of tokens it takes.
  record Found(Mention mention, int length) {}

  /// What starts at `from`, if anything.
  static @Nullable Found at(List<Token> tokens, int from, Table table) {
    for (int length = Math.min(LONGEST, tokens.size() - from); length > 0; length--) {
      var stretch = tokens.subList(from, from + length);
      if (!couldBeName(stretch)) {
        continue;
      }
      var before = from == 0 ? null : tokens.get(from - 1);
      var mention = mention(stretch, before, table);
      if (mention != null) {
        return new Found(mention, length);
      }
    }
    return null;
  }

  /// Signs such as % may stand within a name, not at its edges.
  private static boolean couldBeName(List<Token> stretch) {
    return !stretch.getFirst().parts().isEmpty()
        && !stretch.getLast().parts().isEmpty()
        && stretch.stream()
            .allMatch(t -> !t.parts().isEmpty() || t.text().equals("%") || t.text().equals("&"));
  }

  private static @Nullable Mention mention(
      List<Token> stretch, @Nullable Token before, Table table) {
    var words = new ArrayList<String>();
    stretch.forEach(t -> words.addAll(t.parts()));
    String said = String.join(" ", stretch.stream().map(Token::text).toList());
    var column =
        column(said, words, before, stretch.size() == 1 ? stretch.getFirst() : null, table);
    if (column != null && column.exact()) {
      return column;
    }
    var value = value(said, stretch, table);
    return value == null ? column : value;
  }

  private static Mention.@Nullable OfColumn column(
      String said, List<String> words, @Nullable Token before, @Nullable Token only, Table table) {
    int best = 0;
    var columns = new ArrayList<Column>();
    for (var column : table.columns()) {
      int score = Matcher.score(words, column);
      if (score > best) {
        best = score;
        columns.clear();
      }
      if (score > 0 && score == best) {
        columns.add(column);
      }
    }
    if (columns.isEmpty() || (only != null && isGrammar(only, before, columns.getFirst(), table))) {
      return null;
    }
    // "orders" are the rows that Order ID numbers, rather than Order Date.
    var keys = columns.stream().filter(table::isKey).toList();
    return new Mention.OfColumn(said, keys.size() == 1 ? keys : columns, Matcher.exact(best));
  }

  /// A single word that is also one of ours ("total", "month", "top") names a column only where a
  /// column must stand.
  private static boolean isGrammar(Token only, @Nullable Token before, Column column, Table table) {
    if (only.kind() == Token.Kind.QUOTED || only.text().contains("_")) {
      return false;
    }
    String word = only.lower();
    if (only.kind() == Token.Kind.NUMBER || !Vocabulary.isWeak(Names.stem(word))) {
      return false;
    }
    if (Vocabulary.isFiller(word)) {
      return true;
    }
    String previous = before == null ? "" : before.lower();
    if (Vocabulary.isTime(word)) {
      return before != null
          && !(column.ordered() && table.columns().stream().noneMatch(Column::temporal))
          && (before.kind() == Token.Kind.NUMBER
              || previous.matches("last|past|previous|next|first")
              || (column.temporal() && !word.startsWith("date")));
    }
    return !previous.matches(
        "of|by|the|column|per|each|average|mean|median|total|sum|max|min"
            + "|maximum|minimum|highest|lowest|is");
  }

  private static Mention.@Nullable OfValue value(String said, List<Token> stretch, Table table) {
    var single = stretch.getFirst();
    if (stretch.size() == 1
        && single.kind() != Token.Kind.QUOTED
        && (single.kind() != Token.Kind.WORD
            || Vocabulary.isWeak(single.lower())
            || Vocabulary.isWeak(Names.stem(single.lower())))) {
      return null;
    }
    String wanted = plain(said);
    var columns = new ArrayList<Column>();
    String value = said;
    for (var column : table.columns()) {
      for (String example : column.examples()) {
        if (column.categorical() && example.length() < CUT && alike(plain(example), wanted)) {
          columns.add(column);
          value = example;
        }
      }
    }
    return columns.isEmpty() ? null : new Mention.OfValue(said, columns, value);
  }

  /// The same but for a plural: "males" means MALE.
  private static boolean alike(String example, String wanted) {
    return example.equals(wanted)
        || (!wanted.isEmpty() && Names.stem(wanted).equals(Names.stem(example)))
        || isAdjective(wanted, example);
  }

  /// "Rainy" means rain, and "sunny" sun.
  private static boolean isAdjective(String wanted, String example) {
    return example.length() > 2
        && (wanted.equals(example + "y")
            || wanted.equals(example + example.charAt(example.length() - 1) + "y"));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
