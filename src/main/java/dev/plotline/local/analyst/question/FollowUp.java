package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Completes a sentence that goes on from the last question: what it doesn't say stays as it was.
final class FollowUp {
  private static final Pattern START =
      Pattern.compile(
          "^ (?:(?:ok|okay|now|then|so|please|great|thanks|cool|nice) (?:[,.] )?)*(?:and|but|also|instead|same|again|now|(?:and )?(?:what|how) about)(?= )");
  private static final Pattern PRONOUN =
      Phrase.of(
          "(?:it|that|this|them|these|those|the same(?: thing)?|same)(?! (?:data|file|table|sheet|dataset|spreadsheet|column))(?: (?:again|too|as well|instead))?");
  private static final Pattern INSTEAD = Phrase.of("instead|again|too|as well");
  private static final Pattern ALL =
      Phrase.of(
          "(?:for |over |of |with )?(?:everything|all (?:the )?(?:data|rows|years|time|of it|of them|values)|no filters?|without (?:the |any )?filters?|(?:the )?whole (?:data|table|period|dataset))");
  private static final Pattern ALL_OF = Phrase.of("for (?:all|any)(?: of)?(?: the)? " + Phrase.C);
  private static final Set<Kind> WHOLE =
      Set.of(Kind.OVERVIEW, Kind.MISSING, Kind.DUPLICATES, Kind.ROWS, Kind.COUNT);

  private FollowUp() {}

  /// Notes the words that point back.
  static void read(Sentence sentence, Intent intent) {
    boolean start = sentence.takeAll(START);
    boolean pronoun = sentence.takeAll(PRONOUN);
    boolean instead = sentence.takeAll(INSTEAD);
    intent.continues = start || pronoun || instead;
    intent.everything = sentence.takeAll(ALL);
    sentence.each(
        ALL_OF,
        m -> {
          intent.continues |= intent.freed.add(sentence.column(m.group(1)).column());
          return true;
        });
  }

  /// Whether the sentence makes no sense without the one before.
  static boolean isOne(Intent intent) {
    if (intent.continues) {
      return true;
    }
    boolean asks =
        !intent.statistics.isEmpty()
            || !intent.kinds.isEmpty()
            || !intent.groups.isEmpty()
            || intent.period != null
            || intent.part != null;
    boolean whole = intent.kinds.stream().anyMatch(WHOLE::contains);
    return !whole && (intent.measures.isEmpty() || !asks);
  }

  /// Fills the gaps of `intent` from the question before.
  static void inherit(Intent intent, Query before) {
    filters(intent, before.filters());
    if (intent.chart == null) {
      intent.chart = before.chart();
    }
    boolean open = intent.kinds.isEmpty() || intent.kinds.equals(Set.of(Kind.WHICH));
    analysis(intent, before.analysis(), open);
  }

  private static void analysis(Intent intent, Analysis before, boolean open) {
    boolean plain = open && intent.statistics.isEmpty();
    boolean whole = plain && !grouped(intent);
    switch (before) {
      case Analysis.Overview _ -> kind(intent, whole && intent.measures.isEmpty(), Kind.OVERVIEW);
      case Analysis.Rows(int count, Column by, boolean highest) -> {
        kind(intent, whole, Kind.ROWS);
        measures(intent, by == null ? List.of() : List.of(by));
        ranking(intent, new Ranking(count, highest));
      }
      case Analysis.Summary summary -> summary(intent, summary, open);
      case Analysis.Trend trend -> trend(intent, trend, open);
      case Analysis.Distribution(Column column, Column by) -> {
        kind(intent, plain, Kind.DISTRIBUTION);
        measures(intent, List.of(column));
        groups(intent, by == null ? List.of() : List.of(new Group.ByValue(by)));
      }
      case Analysis.Correlation(var columns) -> {
        kind(intent, whole, Kind.CORRELATION);
        measures(intent, columns);
      }
      case Analysis.Share(Column measure, Group group, _) -> {
        kind(intent, plain, Kind.SHARE);
        measures(intent, measure == null ? List.of() : List.of(measure));
        groups(intent, List.of(group));
      }
      case Analysis.Distinct(Column column) -> {
        kind(intent, plain, Kind.DISTINCT);
        measures(intent, List.of(column));
      }
      case Analysis.Missing(var columns) -> {
        kind(intent, plain, Kind.MISSING);
        measures(intent, columns);
      }
      case Analysis.Duplicates _ ->
          kind(intent, open && intent.measures.isEmpty(), Kind.DUPLICATES);
    }
  }

  private static void summary(Intent intent, Analysis.Summary summary, boolean open) {
    boolean counts = summary.measures().isEmpty();
    if (counts) {
      kind(intent, open && intent.measures.isEmpty() && intent.statistics.isEmpty(), Kind.COUNT);
    }
    measures(intent, summary.measures());
    if (intent.statistics.isEmpty() && !counts && !intent.has(Kind.COUNT)) {
      intent.statistics.addAll(summary.statistics());
    }
    boolean regrouped = grouped(intent);
    groups(intent, summary.groups());
    if (summary.ranking() != null && !regrouped) {
      ranking(intent, summary.ranking());
    }
  }

  private static void trend(Intent intent, Analysis.Trend trend, boolean open) {
    boolean other = !intent.groups.isEmpty() && intent.period == null && intent.part == null;
    boolean goesOn = open && intent.part == null && intent.ranking == null;
    kind(intent, goesOn, Kind.TREND);
    if (trend.growth() && goesOn) {
      intent.kinds.add(Kind.GROWTH);
    }
    measures(intent, trend.measures());
    if (intent.statistics.isEmpty()) {
      intent.statistics.add(trend.statistic());
    }
    if (other) {
      intent.groups.addFirst(trend.time());
    } else {
      var groups = new ArrayList<Group>(List.of(trend.time()));
      if (trend.split() != null) {
        groups.add(new Group.ByValue(trend.split()));
      }
      groups(intent, groups);
    }
  }

  private static void kind(Intent intent, boolean inherited, Kind kind) {
    if (inherited) {
      intent.kinds.add(kind);
    }
  }

  private static boolean grouped(Intent intent) {
    return !intent.groups.isEmpty() || intent.period != null || intent.part != null;
  }

  private static void measures(Intent intent, List<Column> columns) {
    if (intent.measures.isEmpty()) {
      columns.forEach(c -> intent.measures.add(new Mention.OfColumn(c.name(), List.of(c), true)));
    }
  }

  /// A period alone changes the groups of time and leaves the others; any other group replaces all.
  private static void groups(Intent intent, List<Group> before) {
    boolean timed = before.stream().anyMatch(g -> !(g instanceof Group.ByValue));
    if (!grouped(intent)) {
      intent.groups.addAll(before);
    } else if (intent.groups.isEmpty() && timed) {
      for (var group : before) {
        if (group instanceof Group.ByValue) {
          intent.groups.add(group);
        }
      }
    }
  }

  private static void ranking(Intent intent, Ranking ranking) {
    if (intent.ranking == null) {
      intent.ranking = ranking;
    }
  }

  private static void filters(Intent intent, List<Filter> before) {
    if (intent.everything) {
      return;
    }
    var kept =
        before.stream()
            .filter(old -> intent.freed.stream().noneMatch(old.about()::contains))
            .filter(old -> intent.filters.stream().noneMatch(f -> replaces(f, old)))
            .toList();
    intent.filters.addAll(0, kept);
  }

  private static boolean replaces(Filter filter, Filter old) {
    if (!filter.about().equals(old.about())) {
      return false;
    }
    return switch (filter) {
      case Filter.Dates _, Filter.Years _, Filter.Recent _ -> !(old instanceof Filter.Months);
      case Filter.Values(_, _, boolean wanted) -> wanted;
      case Filter.Somewhere(_, _, boolean wanted) -> wanted;
      case Filter.Compared(_, String operator, _) ->
          !(old instanceof Filter.Compared(_, String other, _)) || other.equals(operator);
      case Filter.Between _, Filter.Months _, Filter.Empty _ -> true;
    };
  }
}
