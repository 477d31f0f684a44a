package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;

/// Code for how columns go together: a number and a cloud of points for two, a matrix for more.
final class CorrelationCode {
  private CorrelationCode() {}

  static String write(Analysis.Correlation correlation, Chart chart, String title) {
    var columns = correlation.columns();
    return columns.size() == 2
        ? pair(columns.get(0), columns.get(1), chart, title)
        : matrix(correlation, chart, title);
  }

  private static String pair(Column x, Column y, Chart chart, String title) {
    String code =
        Python.fill(
            """
            pair = df[[$x, $y]].dropna()
            print('Correlation:', pair[$x].corr(pair[$y]))
            print('Pairs:', len(pair))
            """,
            "x",
            Python.text(x.name()),
            "y",
            Python.text(y.name()));
    if (chart == Chart.NONE) {
      return code;
    }
    return code
        + Python.fill(
            """

            fig, ax = plt.subplots(figsize=(7, 5), layout='constrained')
            ax.scatter(pair[$x], pair[$y], s=18, alpha=0.5)
            fig.suptitle($title)
            ax.set_xlabel($x)
            ax.set_ylabel($y)
            ax.xaxis.set_major_formatter('{x:,.10g}')
            ax.yaxis.set_major_formatter('{x:,.10g}')
            ax.grid(alpha=0.3)
            """,
            "x",
            Python.text(x.name()),
            "y",
            Python.text(y.name()),
            "title",
            Python.text(title));
  }

  private static String matrix(Analysis.Correlation correlation, Chart chart, String title) {
    String code =
        Python.fill(
            """
            result = df[$columns].corr()
            print($title)
            print(result.to_csv(index_label='column'))
            """,
            "columns",
            Python.list(correlation.columns().stream().map(Column::name).toList()),
            "title",
            Python.text("# " + Python.comment(title)));
    if (chart == Chart.NONE || correlation.columns().size() > 25) {
      return code;
    }
    return code
        + Python.fill(
            """

            size = 3 + 0.6 * len(result)
            fig, ax = plt.subplots(figsize=(size + 1, size), layout='constrained')
            image = ax.imshow(result, cmap='coolwarm', vmin=-1, vmax=1)
            ax.set_xticks(range(len(result)), result.columns, rotation=90)
            ax.set_yticks(range(len(result)), result.index)
            for row in range(len(result)):
                for column in range(len(result)):
                    ax.text(column, row, f'{result.iloc[row, column]:.2f}', ha='center', va='center')
            fig.suptitle($title)
            fig.colorbar(image, label='correlation')
            """,
            "title",
            Python.text(title));
  }
}
