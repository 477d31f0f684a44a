package dev.plotline.local.analyst.question;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// What a column's name and span suggest when the question doesn't say.
final class Spans {
  private static final Set<String> LEVELS =
      Set.of(
          "temp",
          "temperature",
          "price",
          "rate",
          "score",
          "age",
          "ratio",
          "percent",
          "percentage",
          "pct",
          "weight",
          "height",
          "length",
          "width",
          "depth",
          "mass",
          "speed",
          "wind",
          "index",
          "avg",
          "average",
          "mean",
          "rating",
          "level",
          "pressure",
          "humidity",
          "margin",
          "salary",
          "latitude",
          "longitude",
          "density",
          "duration",
          "max",
          "min",
          "median",
          "grade");

  private Spans() {}

  /// Whether it measures a level, which is averaged, and not an amount, which is added up.
  static boolean isLevel(Column column) {
    return Names.words(column.name()).stream().anyMatch(LEVELS::contains);
  }

  /// What each row stands for, when each has a date of its own at even distances.
  static Optional<Period> interval(Column column, long rows) {
    if (column.distinct() != rows || rows < 3) {
      return Optional.empty();
    }
    if (column.years()) {
      return Optional.of(Period.YEAR);
    }
    double days = days(column) / (rows - 1.0);
    return days > 0.9 && days < 1.1
        ? Optional.of(Period.DAY)
        : days > 6.9 && days < 7.1
            ? Optional.of(Period.WEEK)
            : days > 28 && days < 32
                ? Optional.of(Period.MONTH)
                : days > 360 && days < 370 ? Optional.of(Period.YEAR) : Optional.empty();
  }

  /// The period that gives a readable number of points.
  static Period period(Column column) {
    long days = days(column);
    if (days > 12 * 366) {
      return Period.YEAR;
    }
    return days > 100 || days < 0 ? Period.MONTH : Period.DAY;
  }

  /// Whether a filter leaves a stretch of time in which something can develop.
  static boolean isLong(Filter filter) {
    return switch (filter) {
      case Filter.Dates(_, LocalDate from, LocalDate to, _) ->
          from == null || to == null || ChronoUnit.DAYS.between(from, to) > 62;
      case Filter.Recent(_, int count, Period period, _) ->
          count > 1 || period == Period.YEAR || period == Period.QUARTER;
      case Filter.Years _ -> true;
      case Filter.Compared(Column column, _, _) -> column.years();
      case Filter.Between(Column column, _, _) -> column.years();
      case Filter.Values _, Filter.Somewhere _, Filter.Months _, Filter.Empty _ -> false;
    };
  }

  /// Roughly how many periods a column covers.
  static long periods(Column column, Period period) {
    long days = days(column);
    if (days < 0) {
      return column.distinct();
    }
    long length =
        switch (period) {
          case DAY -> 1;
          case WEEK -> 7;
          case MONTH -> 30;
          case QUARTER -> 91;
          case YEAR -> 365;
        };
    return Math.min(column.distinct(), days / length + 1);
  }

  /// -1 when the profile doesn't say.
  private static long days(Column column) {
    try {
      var from = LocalDate.parse(String.valueOf(column.min()).substring(0, 10));
      var to = LocalDate.parse(String.valueOf(column.max()).substring(0, 10));
      return ChronoUnit.DAYS.between(from, to);
    } catch (DateTimeParseException | StringIndexOutOfBoundsException e) {
      return -1;
    }
  }
}
