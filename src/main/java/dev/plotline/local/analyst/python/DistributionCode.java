package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;

/// Code for how values are spread: numbers in a histogram or boxes, names counted.
final class DistributionCode {
  private DistributionCode() {}

  static String write(Analysis.Distribution distribution, Chart chart, String title) {
    var column = distribution.column();
    if (!column.numeric()) {
      return counts(column, chart, title);
    }
    var by = distribution.by();
    String described =
        by == null
            ? "df[[" + Python.text(column.name()) + "]].describe().T"
            : "df.groupby("
                + Python.text(by.name())
                + ")["
                + Python.text(column.name())
                + "].describe()";
    return Python.fill(
            """
            result = $described
            result.columns = [
                'number of values', 'average', 'standard deviation', 'minimum',
                'lower quartile', 'median', 'upper quartile', 'maximum',
            ]
            print($title)
            print(result.to_csv(index_label=$label))
            """,
            "described",
            described,
            "title",
            Python.text("# " + Python.comment(title)),
            "label",
            by == null ? "'column'" : Python.text(by.name()))
        + (chart == Chart.NONE
            ? ""
            : by == null
                ? (chart == Chart.BOX ? box(column) : histogram(column))
                : boxes(column, by, title));
  }

  static String histogram(Column column) {
    return Python.fill(
        """

        values = df[$column].dropna()
        fig, ax = plt.subplots(figsize=(8, 4.5), layout='constrained')
        ax.hist(values, bins=20, edgecolor='white')
        ax.axvline(values.mean(), color='tab:red', label=f'average {values.mean():,.5g}')
        ax.axvline(values.median(), color='black', linestyle='--', label=f'median {values.median():,.5g}')
        fig.suptitle($title)
        ax.set_xlabel($column)
        ax.set_ylabel('number of rows')
        ax.xaxis.set_major_formatter('{x:,.10g}')
        ax.yaxis.set_major_formatter('{x:,.10g}')
        ax.legend()
        """,
        "column",
        Python.text(column.name()),
        "title",
        Python.text("Distribution of " + column.name()));
  }

  private static String box(Column column) {
    return Python.fill(
        """

        fig, ax = plt.subplots(figsize=(8, 2.5), layout='constrained')
        ax.boxplot(df[$column].dropna(), vert=False, widths=0.6)
        ax.set_yticks([])
        fig.suptitle($title)
        ax.set_xlabel($column)
        ax.xaxis.set_major_formatter('{x:,.10g}')
        """,
        "column",
        Python.text(column.name()),
        "title",
        Python.text("Distribution of " + column.name()));
  }

  private static String boxes(Column column, Column by, String title) {
    return Python.fill(
        """

        names = df[$by].value_counts().index[:20]
        values = [df.loc[df[$by] == name, $column].dropna() for name in names]
        fig, ax = plt.subplots(figsize=(8, 1.5 + 0.5 * len(names)), layout='constrained')
        ax.boxplot(values, vert=False, widths=0.6)
        ax.set_yticks(range(1, len(names) + 1), names.astype(str).str.slice(0, 40))
        ax.invert_yaxis()
        fig.suptitle($title)
        ax.set_xlabel($column)
        ax.set_ylabel($by)
        ax.xaxis.set_major_formatter('{x:,.10g}')
        """,
        "column",
        Python.text(column.name()),
        "by",
        Python.text(by.name()),
        "title",
        Python.text(title));
  }

  static String counts(Column column, Chart chart, String title) {
    String value = "number of rows";
    return Python.fill(
            """
            counts = df[$column].value_counts()
            result = counts.rename_axis($column).reset_index(name='number of rows')
            result['share in %'] = result['number of rows'] / result['number of rows'].sum() * 100
            print('Different values:', len(result))
            print($title)
            print(result.head(100).to_csv(index=False))
            """,
            "column",
            Python.text(column.name()),
            "title",
            Python.text("# " + Python.comment(title)))
        + switch (chart) {
          case NONE -> "";
          case PIE -> Draw.pie(column.name(), value, title);
          case AUTO, BAR, LINE, SCATTER, HISTOGRAM, BOX -> Draw.bars(column.name(), value, title);
        };
  }
}
