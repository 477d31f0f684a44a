package dev.plotline.local.analyst.question;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table as profiled; `load` is the Python that makes it the data frame `df`.
public record Table(
    String file,
    @Nullable String sheet,
    @Nullable String title,
    long rows,
    List<Column> columns,
    String load,
    List<String> problems) {
  private static final Set<String> KEYS = Set.of("id", "number", "no", "nr", "code", "key");

  /// Copies the lists.
  public Table {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
  }

  /// The columns one can calculate with, without the years and the numbers of the rows.
  public List<Column> numbers() {
    return columns.stream().filter(c -> c.numeric() && !c.years() && !isKey(c)).toList();
  }

  /// The columns that name things.
  public List<Column> categories() {
    return columns.stream().filter(Column::categorical).toList();
  }

  /// The first column that says when, else one of whole years.
  public Optional<Column> time() {
    return columns.stream()
        .filter(Column::temporal)
        .findFirst()
        .or(() -> columns.stream().filter(Column::years).findFirst());
  }

  /// Whether a column numbers the rows: `Order ID`, different in each.
  boolean isKey(Column column) {
    var words = Names.words(column.name());
    return column.distinct() == rows
        && words.size() <= 2
        && !words.isEmpty()
        && KEYS.contains(words.getLast());
  }

  /// The name to show: the file, and the sheet where there is one.
  public String label() {
    return sheet == null ? file : file + ", sheet " + sheet;
  }

  /// Whether this is the same table of the same file.
  public boolean isSameAs(Table other) {
    return label().equals(other.label()) && load.equals(other.load);
  }
}
