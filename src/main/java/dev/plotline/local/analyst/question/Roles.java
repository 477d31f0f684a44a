package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.List;

/// Settles which of the named columns are measured and which are grouped by, where the words alone
/// don't: "top 5 products by revenue" groups by the product, though "by" stands before the revenue.
final class Roles {
  private final Intent intent;

  private Roles(Intent intent) {
    this.intent = intent;
  }

  static void settle(Intent intent) {
    var roles = new Roles(intent);
    roles.dropTimes();
    boolean ranks = intent.ranking != null || intent.has(Kind.CORRELATION) || intent.pivot;
    if (ranks && !intent.has(Kind.ROWS)) {
      roles.measureNumbers(intent.has(Kind.CORRELATION));
      roles.groupByNames();
    }
    roles.compare();
  }

  /// A column that says when is no measure where it tells the time, or where rows are counted.
  private void dropTimes() {
    boolean timed =
        intent.timed()
            || intent.has(Kind.TREND)
            || intent.has(Kind.GROWTH)
            || intent.has(Kind.COUNT)
            || intent.filters.stream().anyMatch(f -> f.about().getFirst().temporal());
    if (timed) {
      intent.measures.removeIf(m -> m.column().temporal());
    }
  }

  /// Numbers aren't grouped by when there is nothing else to measure.
  private void measureNumbers(boolean always) {
    for (var group : List.copyOf(intent.groups)) {
      if (group instanceof Group.ByValue(Column c)
          && c.numeric()
          && !c.years()
          && (always || intent.measures.stream().noneMatch(m -> m.column().numeric()))) {
        intent.groups.remove(group);
        intent.measures.add(new Mention.OfColumn(c.name(), List.of(c), true));
      }
    }
  }

  private void groupByNames() {
    for (var mention : List.copyOf(intent.measures)) {
      boolean free = intent.groups.isEmpty() && intent.period == null;
      if (mention.column().categorical() && (intent.pivot || free)) {
        intent.measures.remove(mention);
        intent.groups.add(new Group.ByValue(mention.column()));
      }
    }
  }

  /// "Compare North and South", "how many males and females": the named values are the groups.
  private void compare() {
    if (intent.has(Kind.COMPARE)) {
      measureNumbers(true);
      groupByValues();
      groupByNames();
    } else if (intent.has(Kind.COUNT) && intent.measures.isEmpty()) {
      groupByValues();
    }
  }

  private void groupByValues() {
    if (intent.groups.size() > 1 || intent.period != null) {
      return;
    }
    for (var filter : intent.filters) {
      if (filter instanceof Filter.Years(_, var years) && years.size() > 1) {
        intent.period = Period.YEAR;
        return;
      }
      if (!intent.groups.isEmpty()) {
        continue;
      }
      if (filter instanceof Filter.Values(Column column, var values, _) && values.size() > 1) {
        intent.groups.add(new Group.ByValue(column));
        return;
      }
    }
  }
}
