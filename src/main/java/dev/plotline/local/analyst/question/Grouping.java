package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;

/// Makes the groups of what was said about columns, periods and the calendar.
final class Grouping {
  private static final int MOST_GROUPS = 60;
  private static final String NO_DATES = "There is no column with dates in this table.";

  private Grouping() {}

  static List<Group> of(Intent intent) throws Declined {
    var groups = new ArrayList<Group>();
    for (var group : intent.groups) {
      if (group instanceof Group.ByPeriod(Column column, _) && intent.period != null) {
        groups.add(new Group.ByPeriod(column, intent.period));
      } else {
        groups.add(group);
      }
    }
    if (intent.timed() && groups.stream().noneMatch(g -> g.column().temporal())) {
      groups.add(period(intent));
    }
    if (groups.size() > 2) {
      throw Declined.unfit(intent.table, "I can group by two things at most.");
    }
    for (var group : groups) {
      if (group instanceof Group.ByValue(Column c) && c.numeric() && c.distinct() > MOST_GROUPS) {
        throw Declined.unfit(
            intent.table, "Column " + c.name() + " has too many different numbers to group by.");
      }
    }
    return groups;
  }

  private static Group period(Intent intent) throws Declined {
    var column = intent.table.time().orElseThrow(() -> Declined.unfit(intent.table, NO_DATES));
    if (column.years()) {
      if (intent.period != Period.YEAR) {
        throw Declined.unfit(intent.table, "Column " + column.name() + " holds years only.");
      }
      return new Group.ByValue(column);
    }
    return intent.part == null
        ? new Group.ByPeriod(column, intent.period == null ? Period.MONTH : intent.period)
        : new Group.ByCalendar(column, intent.part);
  }

  /// What goes along the bottom of a trend for which no period was named.
  static Group timeline(Table table) throws Declined {
    var ordered = table.columns().stream().filter(Column::ordered).findFirst();
    if (table.time().isEmpty() && ordered.isPresent()) {
      return new Group.ByValue(ordered.get());
    }
    var column = table.time().orElseThrow(() -> Declined.unfit(table, NO_DATES));
    return column.years()
        ? new Group.ByValue(column)
        : new Group.ByPeriod(column, Spans.period(column));
  }

  /// Whether there is anything to put there.
  static boolean hasTimeline(Table table) {
    return table.time().isPresent() || table.columns().stream().anyMatch(Column::ordered);
  }

  /// Whether a group goes along the bottom of a trend.
  static boolean isTime(Group group) {
    return switch (group) {
      case Group.ByPeriod _ -> true;
      case Group.ByCalendar _ -> false;
      case Group.ByValue(Column column) -> column.years() || column.ordered();
    };
  }
}
