package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Group;
import dev.plotline.local.analyst.question.Period;

/// Code that makes the keys to group by: a column's name, or a variable made of its dates.
record GroupCode(String setup, String key, String name) {

  static GroupCode of(Group group) {
    return switch (group) {
      case Group.ByValue(Column column) ->
          new GroupCode("", Python.text(column.name()), column.name());
      case Group.ByPeriod(Column column, Period period) ->
          new GroupCode(
              Python.fill(
                  "$word = pd.to_datetime(df[$column]).dt.to_period('$letter')$start.rename('$word')\n",
                  "word",
                  period.word(),
                  "column",
                  Python.text(column.name()),
                  "letter",
                  period.letter(),
                  "start",
                  period == Period.WEEK ? ".dt.start_time" : ""),
              period.word(),
              period.word());
      case Group.ByCalendar(Column column, Group.Part part) -> calendar(column, part);
    };
  }

  private static GroupCode calendar(Column column, Group.Part part) {
    boolean month = part == Group.Part.MONTH;
    return new GroupCode(
        Python.fill(
            """
            dates = pd.to_datetime(df[$column])
            names = pd.Series(pd.date_range('2024-01-01', periods=$count, freq='$step')).dt.$method()
            $word = pd.Series(
                pd.Categorical(dates.dt.$method(), categories=names, ordered=True),
                index=df.index,
                name='$word',
            )
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
            month ? "month" : "weekday"),
        month ? "month" : "weekday",
        month ? "month" : "weekday");
  }
}
