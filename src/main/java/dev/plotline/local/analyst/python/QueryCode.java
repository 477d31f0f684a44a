package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Group;
import dev.plotline.local.analyst.question.Query;
import dev.plotline.local.analyst.question.Table;
import java.util.List;

/// Code for a question about a table: loads it, filters it, finds out, draws.
public final class QueryCode {
  private static final int LINE = 70;

  private QueryCode() {}

  /// The whole program.
  public static String write(Query query) {
    String body = FilterCode.around(query, numbers(query) + texts(query) + analysis(query));
    String imports = body.contains("plt.") ? "import matplotlib.pyplot as plt\n" : "";
    return imports + query.table().load().strip() + "\n\n" + body;
  }

  /// A second attempt: without a picture, and cells that don't hold what their column holds count
  /// as missing.
  public static String writeCarefully(Query query) {
    var table = query.table();
    var care = new StringBuilder();
    for (var column : table.columns()) {
      String convert = column.numeric() ? "to_numeric" : column.temporal() ? "to_datetime" : "";
      if (!convert.isEmpty()) {
        String item = FilterCode.item(column);
        care.append("\n%s = pd.%s(%s, errors='coerce')".formatted(item, convert, item));
      }
    }
    var careful =
        new Table(
            table.file(),
            table.sheet(),
            table.title(),
            table.rows(),
            table.columns(),
            table.load().strip() + "\n" + care,
            table.problems());
    return write(new Query(careful, query.analysis(), query.filters(), Chart.NONE, query.notes()));
  }

  private static String analysis(Query query) {
    var chart = query.chart();
    String title =
        wrapped(query.title() + (query.limits().isEmpty() ? "" : " (" + query.limits() + ")"));
    return switch (query.analysis()) {
      case Analysis.Overview _ -> OverviewCode.write(query.table(), chart);
      case Analysis.Rows rows -> QualityCode.rows(rows, query.table(), title);
      case Analysis.Summary summary -> SummaryCode.write(summary, chart, title);
      case Analysis.Trend trend -> TrendCode.write(trend, chart, title);
      case Analysis.Distribution distribution -> DistributionCode.write(distribution, chart, title);
      case Analysis.Correlation correlation -> CorrelationCode.write(correlation, chart, title);
      case Analysis.Share share -> ShareCode.write(share, chart, title);
      case Analysis.Distinct(Column column) -> DistributionCode.counts(column, chart, title);
      case Analysis.Missing missing -> QualityCode.missing(missing, chart, title);
      case Analysis.Duplicates _ -> QualityCode.duplicates(title);
    };
  }

  /// In lines that fit above a chart; where the title is printed, the breaks are spaces again.
  private static String wrapped(String title) {
    var lines = new StringBuilder();
    int length = 0;
    for (String word : title.split(" ", -1)) {
      boolean breaks = length > 0 && length + word.length() > LINE;
      lines.append(length == 0 ? "" : breaks ? "\n" : " ").append(word);
      length = breaks ? word.length() : length + 1 + word.length();
    }
    return lines.toString();
  }

  /// Columns in which text stands among the numbers are made numbers first.
  private static String numbers(Query query) {
    var code = new StringBuilder();
    for (var column : measures(query.analysis())) {
      if (column.type() == Column.Type.MIXED) {
        code.append(
            Python.fill(
                """
                # Cells of $comment that hold no number count as missing.
                numbers = pd.to_numeric($item, errors='coerce')
                print('Not a number:', int((numbers.isna() & $item.notna()).sum()), 'in', $name)
                df = df.assign(**{$name: numbers})
                """,
                "comment",
                Python.comment(column.name()),
                "item",
                FilterCode.item(column),
                "name",
                Python.text(column.name())));
      }
    }
    return code.toString();
  }

  /// Lists and objects can't be grouped by, their texts can.
  private static String texts(Query query) {
    var code = new StringBuilder();
    for (var column : groups(query.analysis())) {
      if (column.type() == Column.Type.MIXED) {
        code.append(
            Python.fill(
                "df = df.assign(**{$name: $item.map(str, na_action='ignore')})\n",
                "name",
                Python.text(column.name()),
                "item",
                FilterCode.item(column)));
      }
    }
    return code.toString();
  }

  private static List<Column> groups(Analysis analysis) {
    return switch (analysis) {
      case Analysis.Summary summary -> summary.groups().stream().map(Group::column).toList();
      case Analysis.Trend(_, _, _, Column split, _) -> split == null ? List.of() : List.of(split);
      case Analysis.Share(_, Group group, _) -> List.of(group.column());
      case Analysis.Distinct(Column column) -> List.of(column);
      case Analysis.Distribution(Column column, Column by) ->
          by == null ? List.of(column) : List.of(by);
      case Analysis.Overview _,
          Analysis.Rows _,
          Analysis.Correlation _,
          Analysis.Missing _,
          Analysis.Duplicates _ ->
          List.of();
    };
  }

  private static List<Column> measures(Analysis analysis) {
    return switch (analysis) {
      case Analysis.Summary summary -> summary.measures();
      case Analysis.Trend trend -> trend.measures();
      case Analysis.Correlation correlation -> correlation.columns();
      case Analysis.Share(Column measure, _, _) -> measure == null ? List.of() : List.of(measure);
      case Analysis.Overview _,
          Analysis.Rows _,
          Analysis.Distribution _,
          Analysis.Distinct _,
          Analysis.Missing _,
          Analysis.Duplicates _ ->
          List.of();
    };
  }
}
