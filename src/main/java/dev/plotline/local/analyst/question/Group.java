package dev.plotline.local.analyst.question;

/// What rows are grouped by.
public sealed interface Group {
  /// The column it comes from.
  Column column();

  /// The values of a column.
  record ByValue(Column column) implements Group {}

  /// Stretches of time: January 2013, February 2013, …
  record ByPeriod(Column column, Period period) implements Group {}

  /// Parts of the calendar whatever the year: January, February, …, or Monday, Tuesday, …
  record ByCalendar(Column column, Part part) implements Group {}

  /// What comes round in a calendar.
  enum Part {
    MONTH,
    WEEKDAY
  }

  /// Roughly how many there will be.
  default long size() {
    return switch (this) {
      case ByValue(Column c) -> c.distinct();
      case ByPeriod(Column c, Period period) -> Spans.periods(c, period);
      case ByCalendar(_, Part part) -> part == Part.MONTH ? 12 : 7;
    };
  }

  /// The noun for answers and axes.
  default String word() {
    return switch (this) {
      case ByValue(Column c) -> c.name();
      case ByPeriod(_, Period period) -> period.word();
      case ByCalendar(_, Part part) -> part == Part.MONTH ? "month of the year" : "day of the week";
    };
  }
}
