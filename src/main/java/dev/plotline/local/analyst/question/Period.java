package dev.plotline.local.analyst.question;

/// A length of time to group by, with pandas' letter for it.
public enum Period {
  DAY("day", "daily", "D"),
  WEEK("week", "weekly", "W"),
  MONTH("month", "monthly", "M"),
  QUARTER("quarter", "quarterly", "Q"),
  YEAR("year", "yearly", "Y");

  private final String word;
  private final String adjective;
  private final String letter;

  Period(String word, String adjective, String letter) {
    this.word = word;
    this.adjective = adjective;
    this.letter = letter;
  }

  /// The noun: month.
  public String word() {
    return word;
  }

  /// The adjective: monthly.
  public String adjective() {
    return adjective;
  }

  /// The frequency for `dt.to_period`.
  public String letter() {
    return letter;
  }
}
