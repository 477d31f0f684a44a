package dev.plotline.local.analyst.question;

/// A number that stands for many, with its word in answers and its method in pandas.
public enum Statistic {
  COUNT("number of values", "count"),
  SUM("total", "sum"),
  MEAN("average", "mean"),
  MEDIAN("median", "median"),
  MIN("minimum", "min"),
  MAX("maximum", "max"),
  STD("standard deviation", "std"),
  DISTINCT("number of different values", "nunique");

  private final String word;
  private final String method;

  Statistic(String word, String method) {
    this.word = word;
    this.method = method;
  }

  /// The word for people.
  public String word() {
    return word;
  }

  /// The word before the name of a column: "average", but "number of values of".
  public String of() {
    return switch (this) {
      case COUNT, DISTINCT, STD -> word + " of";
      case SUM, MEAN, MEDIAN, MIN, MAX -> word;
    };
  }

  /// The method of a pandas series.
  public String method() {
    return method;
  }
}
