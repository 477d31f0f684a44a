package dev.plotline.local.analyst.question;

import java.util.List;

/// An understood question about a table. `notes` say how doubtful words were taken.
public record Query(
    Table table, Analysis analysis, List<Filter> filters, Chart chart, List<String> notes) {
  /// Copies the lists.
  public Query {
    filters = List.copyOf(filters);
    notes = List.copyOf(notes);
  }

  /// What it finds out, in a few words: "Average of wind by month".
  public String title() {
    return Titles.of(this);
  }

  /// The rows it is limited to, in words; empty when it takes all.
  public String limits() {
    return String.join(", ", filters.stream().map(Filter::words).toList());
  }

  /// The same with another picture.
  public Query withChart(Chart other) {
    return new Query(table, analysis, filters, other, notes);
  }

  /// The same with other notes.
  public Query withNotes(List<String> other) {
    return new Query(table, analysis, filters, chart, other);
  }
}
