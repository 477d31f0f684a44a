package dev.plotline.local.analyst.question;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
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

  /// The period that gives a readable number of points.
  static Period period(Column column) {
    try {
      var from = LocalDate.parse(String.valueOf(column.min()).substring(0, 10));
      var to = LocalDate.parse(String.valueOf(column.max()).substring(0, 10));
      long days = ChronoUnit.DAYS.between(from, to);
      if (days > 12 * 366) {
        return Period.YEAR;
      }
      return days > 100 ? Period.MONTH : Period.DAY;
    } catch (DateTimeParseException | StringIndexOutOfBoundsException e) {
      return Period.MONTH;
    }
  }
}
