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

  Query withChart(Chart chart) {
    return new Query(table, analysis, filters, chart, notes);
  }

  Query withFilters(List<Filter> filters) {
    return new Query(table, analysis, filters, chart, notes);
  }

  Query withAnalysis(Analysis analysis) {
    return new Query(table, analysis, filters, chart, notes);
  }

  Query withNotes(List<String> notes) {
    return new Query(table, analysis, filters, chart, notes);
  }
}
