package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;

/// Code for the part of the whole that each group has.
final class ShareCode {
  private ShareCode() {}

  static String write(Analysis.Share share, Chart chart, String title) {
    var group = GroupCode.of(share.group());
    var measure = share.measure();
    String amount = measure == null ? "number of rows" : "total " + measure.name();
    String code =
        group.setup()
            + Python.fill(
                """
                amounts = df.groupby($key)$values
                result = pd.DataFrame({
                    $amount: amounts,
                    'share in %': amounts / amounts.sum() * 100,
                })
                result = result.sort_values($amount, ascending=False).reset_index()
                print('Total:', amounts.sum())
                $negative
                print($title)
                print(result.head(100).to_csv(index=False))
                """,
                "key",
                group.key(),
                "values",
                measure == null ? ".size()" : "[" + Python.text(measure.name()) + "].sum()",
                "amount",
                Python.text(amount),
                "negative",
                "if (amounts < 0).any():\n"
                    + "    print('Note: some amounts are negative, so the shares do not add up as parts of a whole.')",
                "title",
                Python.text("# " + Python.comment(title)));
    return code
        + switch (chart) {
          case NONE -> "";
          case PIE -> Draw.pie(group.name(), amount, title);
          case AUTO, BAR, LINE, SCATTER, HISTOGRAM, BOX ->
              Draw.bars(group.name(), "share in %", title);
        };
  }
}
