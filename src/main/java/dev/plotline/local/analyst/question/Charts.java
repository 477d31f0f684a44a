package dev.plotline.local.analyst.question;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which pictures suit which analyses; where the one asked for doesn't, a note says what is drawn
/// instead.
final class Charts {
  private static final long MOST_SLICES = 12;

  private Charts() {}

  static Chart fitting(@Nullable Chart wanted, Analysis analysis, List<String> notes) {
    if (wanted == null) {
      return Chart.AUTO;
    }
    if (wanted == Chart.AUTO || wanted == Chart.NONE) {
      return wanted;
    }
    var chart = suited(wanted, analysis);
    if (chart != wanted) {
      notes.add(
          "A %s doesn't suit this, so here is %s."
              .formatted(name(wanted), chart == Chart.NONE ? "no chart" : "the chart that does"));
    }
    return chart;
  }

  private static Chart suited(Chart wanted, Analysis analysis) {
    return switch (analysis) {
      case Analysis.Summary summary -> summary(wanted, summary);
      case Analysis.Trend _ -> only(wanted, Chart.LINE, Chart.BAR);
      case Analysis.Distribution(Column column, _) ->
          column.numeric()
              ? only(wanted, Chart.HISTOGRAM, Chart.BOX)
              : slices(wanted, column.distinct());
      case Analysis.Correlation(var columns) ->
          columns.size() == 2 ? only(wanted, Chart.SCATTER) : Chart.AUTO;
      case Analysis.Share(_, Group group, _) -> slices(wanted, group.column().distinct());
      case Analysis.Distinct(Column column) -> slices(wanted, column.distinct());
      case Analysis.Missing _ -> only(wanted, Chart.BAR);
      case Analysis.Overview _ -> Chart.AUTO;
      case Analysis.Rows _, Analysis.Duplicates _ -> Chart.NONE;
    };
  }

  private static Chart summary(Chart wanted, Analysis.Summary summary) {
    boolean one = summary.groups().size() == 1;
    boolean single = summary.measures().size() < 2 && summary.statistics().size() == 1;
    return switch (wanted) {
      case BAR -> Chart.BAR;
      case LINE -> one && single ? Chart.LINE : Chart.AUTO;
      case PIE ->
          one && single && wholes(summary)
              ? slices(wanted, summary.groups().getFirst().column().distinct())
              : Chart.AUTO;
      case AUTO, NONE, SCATTER, HISTOGRAM, BOX -> Chart.AUTO;
    };
  }

  /// Slices are parts of a whole: sums and counts are, averages are not.
  private static boolean wholes(Analysis.Summary summary) {
    var statistic = summary.statistics().getFirst();
    return statistic == Statistic.SUM || statistic == Statistic.COUNT;
  }

  private static Chart slices(Chart wanted, long groups) {
    return wanted == Chart.PIE && groups <= MOST_SLICES ? Chart.PIE : only(wanted, Chart.BAR);
  }

  private static Chart only(Chart wanted, Chart... suited) {
    return List.of(suited).contains(wanted) ? wanted : Chart.AUTO;
  }

  private static String name(Chart chart) {
    return switch (chart) {
      case AUTO, NONE -> "chart";
      case BAR -> "bar chart";
      case LINE -> "line chart";
      case PIE -> "pie chart";
      case SCATTER -> "scatter plot";
      case HISTOGRAM -> "histogram";
      case BOX -> "box plot";
    };
  }
}
