package dev.plotline.local.analyst.question;

/// The first `count` from the top or from the bottom.
public record Ranking(int count, boolean highest) {
  /// All of them, sorted.
  public static Ranking all(boolean highest) {
    return new Ranking(Integer.MAX_VALUE, highest);
  }

  /// Checks the count.
  public Ranking {
    if (count < 1) {
      throw new IllegalArgumentException("count must be positive, was " + count);
    }
  }
}
