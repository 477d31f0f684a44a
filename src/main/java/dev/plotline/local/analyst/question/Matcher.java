package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Tells how well some words name a column.
final class Matcher {
  private static final List<Set<String>> SYNONYMS =
      List.of(
          Set.of("max", "maximum"),
          Set.of("min", "minimum"),
          Set.of("avg", "average", "mean"),
          Set.of("temp", "temperature"),
          Set.of("qty", "quantity"),
          Set.of("amt", "amount"),
          Set.of("pct", "percent", "percentage"),
          Set.of("num", "number", "no"),
          Set.of("dept", "department"),
          Set.of("cat", "category"),
          Set.of("desc", "description"),
          Set.of("dob", "birthday", "birthdate"),
          Set.of("beak", "bill"),
          Set.of("customer", "client"),
          Set.of("revenue", "turnover", "sale"),
          Set.of("gender", "sex"));

  private static final int EXACT = 1_000;

  private Matcher() {}

  /// 0 when the words don't name the column; more is better, and [#exact] says when it is sure.
  static int score(List<String> words, Column column) {
    var full = Names.words(column.name());
    var bare = Names.withoutUnit(column.name());
    if (words.equals(full) || (!bare.isEmpty() && words.equals(bare))) {
      return EXACT + 10 * words.size();
    }
    if (sameSet(words, full) || sameSet(words, bare)) {
      return EXACT - 100 + 10 * words.size();
    }
    if (words.stream().allMatch(Vocabulary::isWeak) || !allIn(words, full)) {
      return 0;
    }
    return 100 + 300 * words.size() / Math.max(1, bare.isEmpty() ? full.size() : bare.size());
  }

  static boolean exact(int score) {
    return score >= EXACT - 100;
  }

  /// Whether the words share at least one with the column, not just its meaning.
  static boolean literal(Mention.OfColumn mention) {
    var names = Names.words(mention.column().name());
    return Names.words(mention.words()).stream()
        .anyMatch(w -> names.stream().anyMatch(n -> n.startsWith(w) || w.startsWith(n)));
  }

  private static boolean sameSet(List<String> words, List<String> names) {
    return words.size() == names.size() && allIn(words, names);
  }

  /// Each word matches a part of its own.
  private static boolean allIn(List<String> words, List<String> names) {
    var left = new ArrayList<>(names);
    return words.stream()
        .allMatch(w ->
            left.stream().filter(n -> alike(w, n)).findFirst().map(left::remove).orElse(false));
  }

  private static boolean alike(String a, String b) {
    if (a.equals(b) || SYNONYMS.stream().anyMatch(s -> s.contains(a) && s.contains(b))) {
      return true;
    }
    String shorter = a.length() < b.length() ? a : b;
    String longer = a.length() < b.length() ? b : a;
    return shorter.length() >= 4
        && longer.startsWith(shorter)
        && shorter.length() * 100 >= longer.length() * 45
        && !Vocabulary.isWeak(a);
  }
}
