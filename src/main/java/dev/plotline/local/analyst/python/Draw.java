package dev.plotline.local.analyst.python;

/// Code for charts of a data frame `result`: titled, labelled, with room for the labels.
final class Draw {
  private Draw() {}

  /// Horizontal bars: long names have room, many names make the chart longer.
  static String bars(String label, String value, String title) {
    return Python.fill(
        """

        shown = result.head(30)
        fig, ax = plt.subplots(figsize=(8, 1.5 + 0.35 * len(shown)), layout='constrained')
        bars = ax.barh(shown[$label].astype(str).str.slice(0, 40), shown[$value])
        numbers = [f'{x:,.0f}' if abs(x) >= 1000 else f'{x:.4g}' for x in shown[$value]]
        ax.bar_label(bars, labels=numbers, padding=3)
        ax.margins(x=0.15)
        ax.invert_yaxis()
        fig.suptitle($title)
        ax.set_xlabel($value)
        ax.set_ylabel($label)
        ax.xaxis.set_major_formatter('{x:,.10g}')
        """,
        "label",
        Python.text(label),
        "value",
        Python.text(value),
        "title",
        Python.text(title));
  }

  static String pie(String label, String value, String title) {
    return Python.fill(
        """

        fig, ax = plt.subplots(figsize=(9, 5), layout='constrained')
        ax.pie(
            result[$value],
            labels=result[$label].astype(str).str.slice(0, 25),
            autopct='%.1f %%',
            startangle=90,
            counterclock=False,
        )
        fig.suptitle($title)
        """,
        "label", Python.text(label), "value", Python.text(value), "title", Python.text(title));
  }

  /// A line over categories, where somebody asks for one.
  static String line(String label, String value, String title) {
    return Python.fill(
        """

        fig, ax = plt.subplots(figsize=(9, 5), layout='constrained')
        ax.plot(result[$label].astype(str).str.slice(0, 30), result[$value], marker='o')
        ax.tick_params(axis='x', rotation=90 if len(result) > 6 else 0)
        fig.suptitle($title)
        ax.set_xlabel($label)
        ax.set_ylabel($value)
        ax.yaxis.set_major_formatter('{x:,.10g}')
        ax.grid(alpha=0.3)
        """,
        "label",
        Python.text(label),
        "value",
        Python.text(value),
        "title",
        Python.text(title));
  }

  /// Groups of horizontal bars, one colour a column of the frame named `frame`.
  static String grouped(String frame, String value, String title) {
    return Python.fill(
        """

        shown = $frame.head(12)
        shown.index = shown.index.astype(str).str.slice(0, 30)
        shown.columns = shown.columns.astype(str).str.slice(0, 25)
        fig, ax = plt.subplots(figsize=(9, 1.5 + 0.22 * shown.size), layout='constrained')
        shown.plot.barh(ax=ax, width=0.8)
        ax.invert_yaxis()
        fig.suptitle($title)
        ax.set_xlabel($value)
        ax.xaxis.set_major_formatter('{x:,.10g}')
        ax.xaxis.set_major_locator(plt.MaxNLocator(5))
        ax.legend(loc='center left', bbox_to_anchor=(1, 0.5))
        """,
        "frame",
        frame,
        "value",
        Python.text(value),
        "title",
        Python.text(title));
  }
}
