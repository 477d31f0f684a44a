package dev.plotline.local.analyst.question;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column as profiled. `examples` are at most three values; `min` and `max` are there for numbers
/// and dates.
public record Column(
    String name,
    Type type,
    long missing,
    long distinct,
    List<String> examples,
    @Nullable String min,
    @Nullable String max) {
  /// What a column holds.
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    DATE,
    DATETIME,
    EMPTY,
    MIXED
  }

  /// Copies the examples.
  public Column {
    examples = List.copyOf(examples);
  }

  /// Whether one can calculate with it.
  public boolean numeric() {
    return type == Type.INTEGER || type == Type.NUMBER;
  }

  /// Whether it says when.
  public boolean temporal() {
    return type == Type.DATE || type == Type.DATETIME;
  }

  /// Whether its values are names of things.
  public boolean categorical() {
    return type == Type.TEXT || type == Type.BOOLEAN || type == Type.MIXED;
  }

  /// Whether it holds whole years, which say when though they are numbers.
  public boolean years() {
    return type == Type.INTEGER && within(min, 1800) && within(max, 1800) && named("year");
  }

  /// Whether its texts are names of times, which have an order of their own.
  public boolean ordered() {
    return type == Type.TEXT
        && List.of("month", "quarter", "week", "weekday", "day", "year", "period", "date").stream()
            .anyMatch(this::named);
  }

  private boolean named(String word) {
    return Names.words(name).contains(word);
  }

  private static boolean within(@Nullable String value, int from) {
    if (value == null || !value.matches("\\d{4}(\\.0)?")) {
      return false;
    }
    int year = Integer.parseInt(value.substring(0, 4));
    return year >= from && year <= 2200;
  }
}
