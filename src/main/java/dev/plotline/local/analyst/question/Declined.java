package dev.plotline.local.analyst.question;

/// Thrown within the planning where it becomes clear that there is no query, with what to say.
final class Declined extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Reading reading;

  Declined(Reading reading) {
    super(null, null, false, false);
    this.reading = reading;
  }

  static Declined unfit(Table table, String sentence) {
    return new Declined(new Reading.Unfit(table, sentence));
  }

  Reading reading() {
    return reading;
  }
}
