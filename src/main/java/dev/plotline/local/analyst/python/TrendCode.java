package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Group;
import dev.plotline.local.analyst.question.Period;
import java.math.BigDecimal;
import java.util.List;

/// Code for measures over time, with their growth if asked.
final class TrendCode {
  private static final int PRINTED = 100;
  private static final double APART = 20;

  private final Analysis.Trend trend;
  private final Chart chart;
  private final String title;
  private final GroupCode time;

  private TrendCode(Analysis.Trend trend, Chart chart, String title) {
    this.trend = trend;
    this.chart = chart;
    this.title = title;
    this.time = GroupCode.of(trend.time());
  }

  static String write(Analysis.Trend trend, Chart chart, String title) {
    var code = new TrendCode(trend, chart, title);
    return code.time.setup()
        + code.result()
        + code.ends()
        + code.report()
        + code.growth()
        + code.chart();
  }

  private String result() {
    String method = trend.statistic().method() + "()";
    if (trend.split() != null) {
      return Python.fill(
          "result = df.groupby([$time, $split]$order)$values.unstack($fill)\n",
          "order",
          order(),
          "time",
          time.key(),
          "split",
          Python.text(trend.split().name()),
          "values",
          trend.measures().isEmpty()
              ? ".size()"
              : "[" + Python.text(trend.measures().getFirst().name()) + "]." + method,
          "fill",
          trend.measures().isEmpty() ? "fill_value=0" : "");
    }
    if (trend.measures().isEmpty()) {
      return "result = df.groupby(%s%s).size().to_frame('number of rows')\n"
          .formatted(time.key(), order());
    }
    return Python.fill(
        "result = df.groupby($time$order)[$columns].$method\n",
        "order",
        order(),
        "time",
        time.key(),
        "columns",
        Python.list(trend.measures().stream().map(Column::name).toList()),
        "method",
        method);
  }

  /// Texts that name times keep the order in which they come.
  private String order() {
    return trend.time() instanceof Group.ByValue && trend.time().column().ordered()
        ? ", sort=False"
        : "";
  }

  private String ends() {
    return Python.fill(
        """
        ends = pd.DataFrame({
            'first': result.bfill().iloc[0],
            'last': result.ffill().iloc[-1],
            'highest': result.max(),
            'highest in': result.idxmax(),
            'lowest': result.min(),
            'lowest in': result.idxmin(),
        })
        $overall
        print('Periods:', len(result), 'from', result.index[0], 'to', result.index[-1])
        print('# From first to last')
        print(ends.to_csv(index_label='series'))
        """,
        "overall",
        trend.growth() ? "ends['growth in %'] = (ends['last'] / ends['first'] - 1) * 100\n" : "");
  }

  private String report() {
    if (trend.time().size() <= PRINTED) {
      return Python.fill(
          "print($title)\nprint(result.to_csv())\n",
          "title",
          Python.text("# " + Python.comment(title)));
    }
    return Python.fill(
        """
        result.to_csv($file)
        print($title)
        print(result.tail($most).to_csv())
        """,
        "file",
        Python.text(FileNames.of(title)),
        "title",
        Python.text("# " + Python.comment(title)),
        "most",
        String.valueOf(PRINTED));
  }

  private String growth() {
    if (!trend.growth()) {
      return "";
    }
    return Python.fill(
        """
        $gaps
        growth = $whole.pct_change(fill_method=None).iloc[1:] * 100
        print('# Growth on the $period before in %')
        print(growth.tail($most).to_csv())
        """,
        "gaps",
        "# A period without rows has no growth, and neither has the one after it.",
        "whole",
        trend.time() instanceof Group.ByPeriod
            ? "result.reindex(pd.period_range(result.index[0], result.index[-1], name=result.index.name))"
            : "result",
        "period",
        trend.time().word().matches("[a-z]+") ? trend.time().word() : "period",
        "most",
        String.valueOf(PRINTED));
  }

  private String chart() {
    if (chart == Chart.NONE) {
      return "";
    }
    if (chart == Chart.BAR) {
      return bars();
    }
    return apart() ? panels() : lines();
  }

  private String lines() {
    return Python.fill(
        """

        fig, ax = plt.subplots(figsize=(9, 5), layout='constrained')
        for name in result.columns[:10]:
            ax.plot($x, result[name], label=name$marker)
        fig.suptitle($title)
        ax.set_xlabel($label)
        ax.set_ylabel($value)
        ax.yaxis.set_major_formatter('{x:,.10g}')
        $axis
        ax.grid(alpha=0.3)
        $legend\
        """,
        "x",
        x(),
        "marker",
        trend.time().size() <= 60 ? ", marker='o'" : "",
        "title",
        Python.text(title),
        "label",
        Python.text(time.name()),
        "value",
        Python.text(value()),
        "axis",
        axis(),
        "legend",
        trend.measures().size() > 1 || trend.split() != null ? "ax.legend()\n" : "");
  }

  private String panels() {
    return Python.fill(
        """

        fig, axes = plt.subplots(
            len(result.columns), 1, figsize=(9, 2.2 * len(result.columns)), sharex=True, layout='constrained'
        )
        for ax, name in zip(axes, result.columns):
            ax.plot($x, result[name])
            ax.set_ylabel(name)
            ax.yaxis.set_major_formatter('{x:,.10g}')
            ax.grid(alpha=0.3)
        $axis
        ax.set_xlabel($label)
        fig.suptitle($title)
        """,
        "x",
        x(),
        "axis",
        axis(),
        "label",
        Python.text(time.name()),
        "title",
        Python.text(title));
  }

  private String bars() {
    return Python.fill(
        """

        fig, ax = plt.subplots(figsize=(9, 5), layout='constrained')
        result.iloc[:, :10].plot.bar(ax=ax, width=0.8, legend=$legend)
        every = max(1, len(result) // 24)
        ax.set_xticks(range(0, len(result), every), result.index.astype(str)[::every])
        ax.tick_params(axis='x', rotation=90 if len(result) > 8 else 0)
        fig.suptitle($title)
        ax.set_xlabel($label)
        ax.set_ylabel($value)
        ax.yaxis.set_major_formatter('{x:,.10g}')
        ax.grid(axis='y', alpha=0.3)
        """,
        "legend",
        trend.measures().size() > 1 || trend.split() != null ? "True" : "False",
        "title",
        Python.text(title),
        "label",
        Python.text(time.name()),
        "value",
        Python.text(value()));
  }

  /// Days, weeks and months on an axis of dates; quarters and years by their names.
  private boolean dated() {
    return trend.time() instanceof Group.ByPeriod(_, Period period)
        && period.compareTo(Period.MONTH) <= 0;
  }

  private String x() {
    return dated() ? "result.index.to_timestamp()" : "result.index.astype(str)";
  }

  private String axis() {
    return dated()
        ? "ax.tick_params(axis='x', rotation=30)"
        : "ax.xaxis.set_major_locator(plt.MaxNLocator(12, integer=True))";
  }

  private String value() {
    return trend.measures().isEmpty()
        ? "number of rows"
        : trend.measures().size() == 1
            ? trend.statistic().word() + " " + trend.measures().getFirst().name()
            : trend.statistic().word();
  }

  /// Measures of very different size hide each other in one frame.
  private boolean apart() {
    if (trend.split() != null || trend.measures().size() < 2) {
      return false;
    }
    var sizes = trend.measures().stream().mapToDouble(TrendCode::size).sorted().toArray();
    return sizes[sizes.length - 1] > APART * Math.max(sizes[0], 1e-12) || sizes.length > 4;
  }

  private static double size(Column column) {
    return List.of(String.valueOf(column.min()), String.valueOf(column.max())).stream()
        .filter(v -> v.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?"))
        .mapToDouble(v -> new BigDecimal(v).abs().doubleValue())
        .max()
        .orElse(1);
  }
}
