package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Table;

/// Code for a table at a glance: its size, its columns, statistics of its numbers.
final class OverviewCode {
  private OverviewCode() {}

  static String write(Table table, Chart chart) {
    var code =
        new StringBuilder(
            """
            columns = pd.DataFrame({
                'missing': df.isna().sum(),
                'different values': df.nunique(),
            })
            print('Rows:', len(df))
            print('# Columns')
            print(columns.to_csv(index_label='column'))
            """);
    var numbers = table.numbers().stream().map(Column::name).toList();
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
    return code.toString();
  }
}
