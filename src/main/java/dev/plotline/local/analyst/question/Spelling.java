package dev.plotline.local.analyst.question;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what somebody may have meant to write.
public final class Spelling {
  private Spelling() {}

  /// The column or the known value that differs from `word` by a letter or two.
  public static Optional<String> nearest(String word, Table table) {
    int allowed = word.length() < 4 ? 0 : word.length() < 6 ? 1 : 2;
    return table.columns().stream()
        .flatMap(c ->
            Stream.concat(
                Stream.of(c.name()), c.categorical() ? c.examples().stream() : Stream.of()))
        .filter(name ->
            Stream.concat(Stream.of(name), Names.words(name).stream())
                .anyMatch(n -> close(word, n, allowed)))
        .findFirst();
  }

  private static boolean close(String a, String b, int allowed) {
    String x = a.toLowerCase(Locale.ROOT);
    String y = b.toLowerCase(Locale.ROOT);
    return allowed > 0 && Math.abs(x.length() - y.length()) <= allowed && distance(x, y) <= allowed;
  }

  /// Levenshtein's.
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
