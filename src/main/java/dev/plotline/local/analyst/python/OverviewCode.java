package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Table;
import java.util.Optional;

/// Code for a table at a glance: its size, its columns, statistics of its numbers, and the picture
/// that suits its columns.
final class OverviewCode {
  private static final int MOST_GROUPS = 12;

  private OverviewCode() {}

  static String write(Table table, Chart chart) {
    var code =
        new StringBuilder(
            """
            columns = pd.DataFrame({
                'missing values': df.isna().sum(),
                'different values': df.astype(str).nunique(),
            })
            print('Rows:', len(df))
            print('# Columns')
            print(columns.head(60).to_csv(index_label='column'))
            """);
    var numbers = table.numbers().stream().map(Column::name).limit(30).toList();
    if (!numbers.isEmpty()) {
      code.append(
          Python.fill(
              """

              numbers = df[$numbers].agg(['mean', 'median', 'min', 'max']).T
              numbers.columns = ['average', 'median', 'minimum', 'maximum']
              print('# Numbers')
              print(numbers.to_csv(index_label='column'))
              """,
              "numbers",
              Python.list(numbers)));
    }
    return chart == Chart.NONE ? code.toString() : code + picture(table);
  }

  /// Bars of the rows in each category where there is one with few names, else a histogram.
  private static String picture(Table table) {
    Optional<Column> category =
        table.categories().stream()
            .filter(c -> c.distinct() > 1 && c.distinct() <= MOST_GROUPS)
            .findFirst();
    if (category.isPresent()) {
      String name = category.get().name();
      return Python.fill(
              """

              result = df[$column].value_counts().rename_axis($column).reset_index(name='number of rows')
              """,
              "column",
              Python.text(name))
          + Draw.bars(name, "number of rows", "Number of rows by " + name);
    }
    return table.numbers().isEmpty() ? "" : DistributionCode.histogram(table.numbers().getFirst());
  }
}
