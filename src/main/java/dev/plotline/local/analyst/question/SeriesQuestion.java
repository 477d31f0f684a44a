package dev.plotline.local.analyst.question;

import java.util.List;

/// Numbers typed into the question: series with names, perhaps with the names of their periods.
public record SeriesQuestion(
    List<Series> series, List<String> periods, Wanted wanted, Chart chart) {
  /// Copies the lists.
  public SeriesQuestion {
    series = List.copyOf(series);
    periods = List.copyOf(periods);
  }

  /// One series; the numbers stay as they were typed, as Python can read them.
  public record Series(String name, List<String> values) {
    /// Copies the values.
    public Series {
      values = List.copyOf(values);
    }
  }

  /// What to say about them.
  public record Wanted(boolean growth, List<Statistic> statistics) {
    /// Copies the statistics.
    public Wanted {
      statistics = List.copyOf(statistics);
    }
  }
}
