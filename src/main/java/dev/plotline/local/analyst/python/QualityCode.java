package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Table;

/// Code for the state of the data and for rows as they are: what is missing, what is repeated.
final class QualityCode {
  private static final int WIDE = 12;

  private QualityCode() {}

  static String missing(Analysis.Missing missing, Chart chart, String title) {
    String code =
        Python.fill(
            """
            missing = df[$columns].isna().sum()
            result = pd.DataFrame({
                'missing values': missing,
                'missing in %': missing / len(df) * 100,
            })
            result = result.sort_values('missing values', ascending=False)
            result = result.rename_axis('column').reset_index()
            print('Missing values:', int(missing.sum()))
            print('Rows with a missing value:', int(df[$columns].isna().any(axis=1).sum()))
            print($title)
            print(result.to_csv(index=False))
            """,
            "columns",
            Python.list(missing.columns().stream().map(Column::name).toList()),
            "title",
            Python.text("# " + Python.comment(title)));
    boolean any = missing.columns().stream().anyMatch(c -> c.missing() > 0);
    boolean drawn = chart != Chart.NONE && any && missing.columns().size() > 1;
    return code + (drawn ? Draw.bars("column", "missing values", title) : "");
  }

  static String duplicates(String title) {
    return Python.fill(
        """
        # Rows with unhashable values, such as lists, are compared as text.
        repeated = df.astype(str).duplicated()
        print('Repeated rows:', int(repeated.sum()))
        print($title)
        print(df[repeated].head(10).to_csv(index=False))
        """,
        "title",
        Python.text("# " + Python.comment(title)));
  }

  static String rows(Analysis.Rows rows, Table table, String title) {
    var by = rows.by();
    String sorted =
        by == null
            ? (rows.highest() ? ".head(" : ".tail(") + rows.count() + ")"
            : Python.fill(
                ".sort_values($by, ascending=$ascending, kind='stable').head($count)",
                "by",
                Python.text(by.name()),
                "ascending",
                rows.highest() ? "False" : "True",
                "count",
                String.valueOf(rows.count()));
    String columns =
        table.columns().size() <= WIDE
            ? ""
            : "["
                + Python.list(
                    java.util.stream.Stream.concat(
                            java.util.stream.Stream.ofNullable(by),
                            table.columns().stream().filter(c -> !c.equals(by)).limit(WIDE - 1))
                        .map(Column::name)
                        .toList())
                + "]";
    return Python.fill(
        """
        result = df$sorted$columns
        print($title)
        print(result.head(100).to_csv(index=False))
        """,
        "sorted",
        sorted,
        "columns",
        columns,
        "title",
        Python.text("# " + Python.comment(title)));
  }
}
