package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.SeriesQuestion;
import dev.plotline.local.analyst.question.Statistic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Code for numbers typed into the question: their growth, their statistics, one chart of all.
public final class SeriesCode {
  private SeriesCode() {}

  /// The whole program.
  public static String write(SeriesQuestion question) {
    var code = new StringBuilder(data(question));
    if (question.growth()) {
      code.append(GROWTH);
    }
    if (!question.statistics().isEmpty()) {
      code.append(
          Python.fill(
              STATISTICS,
              "methods",
              Python.list(question.statistics().stream().map(Statistic::method).toList()),
              "names",
              Python.list(question.statistics().stream().map(Statistic::word).toList()),
              "where",
              where(question.statistics())));
    }
    return code.append(chart(question)).toString();
  }

  private static String where(List<Statistic> statistics) {
    return (statistics.contains(Statistic.MAX) ? "statistics['maximum in'] = df.idxmax()\n" : "")
        + (statistics.contains(Statistic.MIN) ? "statistics['minimum in'] = df.idxmin()\n" : "");
  }

  private static String data(SeriesQuestion question) {
    var series = question.shown();
    boolean even = series.stream().map(s -> s.values().size()).distinct().count() == 1;
    String rows =
        series.stream()
            .map(s -> "    " + Python.text(s.name()) + ": " + values(s.values(), even) + ",\n")
            .collect(Collectors.joining());
    return Python.fill(
        """
        import matplotlib.pyplot as plt
        import pandas as pd

        data = {
        $rows}
        df = pd.DataFrame(data)
        df.index = pd.Index($periods, name='Period')
        """,
        "rows",
        rows,
        "periods",
        periods(question));
  }

  private static String values(List<String> values, boolean even) {
    String list = "[" + String.join(", ", values) + "]";
    return even ? list : "pd.Series(" + list + ")";
  }

  private static String periods(SeriesQuestion question) {
    if (!question.periods().isEmpty()) {
      return Python.list(question.periods());
    }
    int longest = question.shown().stream().mapToInt(s -> s.values().size()).max().orElse(0);
    return IntStream.rangeClosed(1, longest)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static final String GROWTH =
      """

      # Growth from the first to the last period, and from each period to the next, in percent.
      first = df.bfill().iloc[0]
      last = df.ffill().iloc[-1]
      overall = pd.DataFrame({
          'first': first,
          'last': last,
          'growth in %': (last / first - 1) * 100,
      })
      growth = df.pct_change(fill_method=None).iloc[1:] * 100

      print('# Overall growth')
      print(overall.to_csv(index_label='series'))
      print('# Growth on the period before in %')
      print(growth.to_csv())
      """;

  private static final String STATISTICS =
      """

      statistics = df.agg($methods).T
      statistics.columns = $names
      $where
      print('# Statistics')
      print(statistics.to_csv(index_label='series'))
      """;

  private static String chart(SeriesQuestion question) {
    boolean one = question.shown().size() == 1;
    String names =
        String.join(", ", question.shown().stream().map(SeriesQuestion.Series::name).toList());
    String title =
        names.length() > 60 ? "Trends compared" : (one ? "Trend of " : "Trends of ") + names;
    return switch (question.chart()) {
      case NONE -> "";
      case BAR, PIE, HISTOGRAM, BOX ->
          Python.fill(BARS, "title", Python.text(title), "legend", one ? "False" : "True");
      case AUTO, LINE, SCATTER -> Python.fill(LINES, "title", Python.text(title));
    };
  }

  private static final String LINES =
      """

      fig, ax = plt.subplots(figsize=(9, 5), layout='constrained')
      for name in df.columns:
          ax.plot(df.index.astype(str), df[name], marker='o', label=name)
      fig.suptitle($title)
      ax.set_xlabel('Period')
      ax.set_ylabel('Value')
      ax.yaxis.set_major_formatter('{x:,.10g}')
      ax.grid(alpha=0.3)
      ax.legend()
      """;

  private static final String BARS =
      """

      fig, ax = plt.subplots(figsize=(9, 5), layout='constrained')
      df.plot.bar(ax=ax, rot=0 if len(df) <= 12 else 90, legend=$legend)
      fig.suptitle($title)
      ax.set_xlabel('Period')
      ax.set_ylabel('Value')
      ax.yaxis.set_major_formatter('{x:,.10g}')
      ax.grid(axis='y', alpha=0.3)
      """;
}
