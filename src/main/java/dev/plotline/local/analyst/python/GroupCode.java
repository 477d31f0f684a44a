package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Group;
import dev.plotline.local.analyst.question.Period;

/// Code for what rows are grouped by: a column's name as a literal, or a variable made of dates.
record GroupCode(String setup, String key, String name) {

  static GroupCode of(Group group) {
    return switch (group) {
      case Group.ByValue(Column column) ->
          new GroupCode("", Python.text(column.name()), column.name());
      case Group.ByPeriod(Column column, Period period) ->
          new GroupCode(
              Python.fill(
                  "$word = pd.to_datetime(df[$column]).dt.to_period('$letter').rename('$word')\n",
                  "word",
                  period.word(),
                  "column",
                  Python.text(column.name()),
                  "letter",
                  period.letter()),
              period.word(),
              period.word());
      case Group.ByCalendar(Column column, Group.Part part) -> calendar(column, part);
    };
  }

  private static GroupCode calendar(Column column, Group.Part part) {
    boolean month = part == Group.Part.MONTH;
    String word = month ? "month" : "weekday";
    return new GroupCode(
        Python.fill(
            """
            names = pd.date_range('2024-01-01', periods=$count, freq='$step').$method()
            $word = pd.to_datetime(df[$column]).dt.$method().rename('$word')
            $word = $word.astype(pd.CategoricalDtype(names, ordered=True))
            """,
            "column",
            Python.text(column.name()),
            "count",
            month ? "12" : "7",
            "step",
            month ? "MS" : "D",
            "method",
            month ? "month_name" : "day_name",
            "word",
            word),
        word,
        word);
  }
}
