package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;

/// Says in a few words what a query finds out, for headings and charts.
final class Titles {
  private Titles() {}

  static String of(Query query) {
    boolean matching =
        query.analysis() instanceof Analysis.Rows(_, Column by, _)
            && by == null
            && !query.filters().isEmpty();
    String title = matching ? "matching rows" : of(query.analysis());
    String capital = Character.toUpperCase(title.charAt(0)) + title.substring(1);
    // A column's own name keeps its small letter: temp_max is not Temp_max.
    return startsWithName(query, title) ? title : capital;
  }

  private static boolean startsWithName(Query query, String title) {
    return query.table().columns().stream()
        .anyMatch(c -> !c.name().isEmpty() && title.startsWith(c.name()));
  }

  private static String of(Analysis analysis) {
    return switch (analysis) {
      case Analysis.Overview _ -> "overview";
      case Analysis.Rows(int count, Column by, boolean highest) ->
          by == null
              ? (highest ? "first rows" : "last rows")
              : (count == 1 ? "row" : count + " rows")
                  + " with the "
                  + (highest ? "highest " : "lowest ")
                  + by.name();
      case Analysis.Summary summary -> summary(summary);
      case Analysis.Trend trend -> trend(trend);
      case Analysis.Distribution(Column column, Column by) ->
          "distribution of " + column.name() + (by == null ? "" : " by " + by.name());
      case Analysis.Correlation(var columns) ->
          columns.size() == 2
              ? columns.get(0).name() + " and " + columns.get(1).name()
              : "correlation of " + columns.size() + " columns";
      case Analysis.Share(Column measure, Group group, _) ->
          "share of "
              + (measure == null ? "rows" : "total " + measure.name())
              + " by "
              + group.word();
      case Analysis.Distinct(Column column) -> "different values of " + column.name();
      case Analysis.Missing _ -> "missing values";
      case Analysis.Duplicates _ -> "repeated rows";
    };
  }

  private static String summary(Analysis.Summary summary) {
    var title = new StringBuilder(measures(summary.measures(), summary.statistics()));
    if (!summary.groups().isEmpty()) {
      title
          .append(" by ")
          .append(String.join(" and ", summary.groups().stream().map(Group::word).toList()));
    }
    var ranking = summary.ranking();
    if (ranking != null && ranking.count() < Integer.MAX_VALUE) {
      title.append(ranking.highest() ? ", top " : ", bottom ").append(ranking.count());
    }
    return title.toString();
  }

  private static String trend(Analysis.Trend trend) {
    return measures(trend.measures(), List.of(trend.statistic()))
        + " by "
        + trend.time().word()
        + (trend.split() == null ? "" : " and " + trend.split().name());
  }

  private static String measures(List<Column> measures, List<Statistic> statistics) {
    if (measures.isEmpty()) {
      return "number of rows";
    }
    var words = new ArrayList<>(statistics.stream().map(Statistic::word).toList());
    String names = list(measures.stream().map(Column::name).toList());
    if (words.size() > 3) {
      return "statistics of " + names;
    }
    boolean one = statistics.size() == 1 && measures.size() == 1;
    return (one ? statistics.getFirst().of() : list(words) + " of") + " " + names;
  }

  private static String list(List<String> words) {
    return words.size() > 4
        ? words.size() + " columns"
        : words.size() < 2
            ? String.join("", words)
            : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
