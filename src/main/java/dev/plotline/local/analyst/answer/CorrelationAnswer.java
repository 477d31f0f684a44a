package dev.plotline.local.analyst.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;

/// The strongest pairs of a matrix of correlations, in a sentence.
final class CorrelationAnswer {
  private static final int MOST = 3;

  private CorrelationAnswer() {}

  private record Pair(String a, String b, BigDecimal r) {}

  static String strongest(PrintedTable matrix) {
    var pairs = new ArrayList<Pair>();
    for (int row = 0; row < matrix.rows().size(); row++) {
      for (int column = row + 2; column < matrix.header().size(); column++) {
        String a = matrix.cell(row, 0);
        String b = matrix.header().get(column);
        Numbers.parse(matrix.cell(row, column)).ifPresent(r -> pairs.add(new Pair(a, b, r)));
      }
    }
    pairs.sort(Comparator.comparing((Pair p) -> p.r().abs()).reversed());
    if (pairs.isEmpty()) {
      return "No two columns can be correlated.";
    }
    var strongest = pairs.getFirst();
    var said = new ArrayList<String>();
    said.add(Headline.correlation(strongest.a(), strongest.b(), strongest.r()));
    for (var pair : pairs.subList(1, Math.min(MOST, pairs.size()))) {
      said.add(
          "%s and %s: %s."
              .formatted(
                  Markdown.name(pair.a()), Markdown.name(pair.b()), Numbers.show(pair.r(), 3)));
    }
    return String.join(" ", said);
  }
}
