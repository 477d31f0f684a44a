package dev.plotline.local.analyst.question;

import java.util.List;

/// Numbers typed into the question: series with names, perhaps with the names of their periods, and
/// what to say about them. `chosen` are the names of those to show; all when it is empty.
public record SeriesQuestion(
    List<Series> series,
    List<String> periods,
    List<String> chosen,
    boolean growth,
    List<Statistic> statistics,
    Chart chart,
    List<String> notes) {
  /// Copies the lists.
  public SeriesQuestion {
    series = List.copyOf(series);
    periods = List.copyOf(periods);
    chosen = List.copyOf(chosen);
    statistics = List.copyOf(statistics);
    notes = List.copyOf(notes);
  }

  /// The series to show.
  public List<Series> shown() {
    var named = series.stream().filter(s -> chosen.contains(s.name())).toList();
    return named.isEmpty() ? series : named;
  }

  /// The same with another picture.
  public SeriesQuestion withChart(Chart other) {
    return new SeriesQuestion(series, periods, chosen, growth, statistics, other, notes);
  }

  /// One series; the numbers stay as they were typed, as Python can read them.
  public record Series(String name, List<String> values) {
    /// Copies the values.
    public Series {
      values = List.copyOf(values);
    }
  }
}
