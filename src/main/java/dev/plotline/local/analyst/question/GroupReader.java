package dev.plotline.local.analyst.question;

import java.util.regex.Pattern;

/// Takes out what the rows are to be grouped by: columns, stretches of time, parts of the calendar.
final class GroupReader {
  private static final String UNIT = "days?|weeks?|months?|quarters?|years?";
  private static final String CALENDAR =
      "days? of (?:the )?week|weekdays?|months? of (?:the )?year|calendar months?|time of (?:the )?year";
  private static final String ITEM = "(?:" + Phrase.ANY_C + "|" + CALENDAR + "|" + UNIT + ")";
  private static final Pattern RATIO = Phrase.of(Phrase.C + " (?:per|divided by|/) " + Phrase.C);
  private static final Pattern ADVERB =
      Phrase.of("(daily|weekly|monthly|quarterly|yearly|annual|annually)");
  private static final Pattern OVER_TIME =
      Phrase.of("(?:over|across|through|throughout) (?:the )?(days|weeks|months|quarters|years)");
  private static final Pattern RATE =
      Phrase.of(
          "(day|week|month|quarter|year) (?:over|on|to) (?:day|week|month|quarter|year)|(yoy)|(mom)|(qoq)|(wow)");
  private static final Pattern BY =
      Phrase.of(
          "(?:and |then |or )?(?:grouped by|group by|split by|split into|broken down by|break ?down by|break down into|by|per"
              + "|for each|for every|in each|in every|of each|of every|on each|at each|with each|each"
              + "|every|across(?: the| all)?)(?: the| different| each| every| of the)?"
              + " (?:same )?("
              + Phrase.list(ITEM)
              + ")");
  private static final Pattern WHICH =
      Phrase.of(
          "(?:which|what|in which|in what|on which|on what|whose)(?: of the)? (?:the )?("
              + ITEM
              + ")");
  private static final Pattern WITH_MOST =
      Phrase.of(
          "(?:the )?("
              + ITEM
              + ") (?:with|of|that has|which has|having)(?= (?:the )?(?:highest|lowest|largest|smallest|biggest|greatest|most|least|fewest|best|worst|max|min))");
  private static final Pattern OVER_DATES =
      Phrase.of("(?:over|through|across)(?: the)? " + Phrase.C);
  private static final Pattern OVER = Phrase.of(Phrase.C + " over " + Phrase.C);
  private static final Pattern BEST =
      Phrase.of(
          "(?:the |our )?(best|worst|top|most|least|highest|lowest)(?: (?:selling|performing|sold|ranked|rated))? (?:the )?"
              + Phrase.C);
  private static final Pattern RANKED =
      Phrase.of("(?<=[»~] )(" + UNIT + ")(?= (?:by|with|for|in) )");
  private static final Pattern ONE = Pattern.compile(ITEM);
  private static final Pattern UNKNOWN =
      Phrase.of("(?:by|per|for each|for every|grouped by) (?:the )?([\\p{L}_][\\p{L}\\p{N}_]*)");

  private GroupReader() {}

  static void read(Sentence sentence, Intent intent) {
    sentence.take(ADVERB).ifPresent(m -> intent.period = period(m.group(1)));
    sentence
        .take(OVER_TIME)
        .ifPresent(m -> {
          intent.period = period(m.group(1));
          intent.kinds.add(Intent.Kind.TREND);
        });
    sentence.each(
        RATIO,
        m -> {
          boolean ratio =
              isNumber(sentence.column(m.group(1))) && isNumber(sentence.column(m.group(2)));
          if (ratio) {
            intent.fail(new Reading.Unsupported(intent.table, "divide one column by another"));
          }
          return ratio;
        });
    sentence.take(RATE).ifPresent(m -> rate(m.group(), intent));
    sentence.each(OVER_DATES, m -> overDates(sentence.column(m.group(1)), intent));
    sentence.each(
        OVER, m -> over(sentence.column(m.group(1)), sentence.column(m.group(2)), intent));
    if (intent.ranking != null && intent.period == null) {
      // "top 5 months by sales": the months are what is ranked.
      sentence.take(RANKED).ifPresent(m -> intent.period = period(m.group(1)));
    }
    for (var by = sentence.take(BY); by.isPresent(); by = sentence.take(BY)) {
      items(by.get().group(1), sentence, intent);
    }
    sentence.each(BEST, m -> best(m.group(1), sentence.column(m.group(2)), intent));
    for (var pattern : new Pattern[] {WHICH, WITH_MOST}) {
      var which = sentence.take(pattern);
      if (which.isPresent()) {
        intent.kinds.add(Intent.Kind.WHICH);
        items(which.get().group(1), sentence, intent);
      }
    }
  }

  /// To be called when the other rules are through: "by" and a word that is no column.
  static void unknown(Sentence sentence, Intent intent) {
    sentence
        .take(UNKNOWN)
        .filter(m -> !Vocabulary.isWeak(m.group(1)))
        .ifPresent(
            m -> intent.fail(new Reading.UnknownColumn(intent.table, sentence.written(m, 1))));
  }

  private static void items(String list, Sentence sentence, Intent intent) {
    var items = ONE.matcher(list);
    while (items.find()) {
      String item = items.group();
      if (item.startsWith("«c")) {
        group(sentence.column(item.substring(2, item.length() - 1)), intent);
      } else if (item.matches(CALENDAR)) {
        intent.part = item.contains("week") ? Group.Part.WEEKDAY : Group.Part.MONTH;
      } else {
        intent.period = period(item);
      }
    }
  }

  private static void group(Mention.OfColumn mention, Intent intent) {
    if (!mention.exact() && intent.table.isKey(mention.column())) {
      // "per order" is per row: the average of the rows is just that.
      return;
    }
    if (mention.columns().size() > 1) {
      var fitting = mention.columns().stream().filter(Column::categorical).toList();
      if (fitting.size() != 1) {
        intent.fail(new Reading.AmbiguousColumn(intent.table, mention.words(), mention.columns()));
        return;
      }
      intent.groups.add(new Group.ByValue(fitting.getFirst()));
      return;
    }
    var column = mention.column();
    if (column.temporal()) {
      intent.groups.add(new Group.ByPeriod(column, Period.DAY));
    } else {
      intent.groups.add(new Group.ByValue(column));
    }
  }

  /// "The best selling product": who it is, not how much.
  private static boolean best(String word, Mention.OfColumn mention, Intent intent) {
    if (!mention.column().categorical() || intent.ranking != null) {
      return false;
    }
    intent.kinds.add(Intent.Kind.WHICH);
    intent.countable |= word.matches("most|least");
    intent.ranking = Ranking.all(!word.matches("worst|least|lowest"));
    group(mention, intent);
    return true;
  }

  private static boolean overDates(Mention.OfColumn mention, Intent intent) {
    return mention.column().temporal() && intent.kinds.add(Intent.Kind.TREND);
  }

  /// "Price over size" is a cloud of points.
  private static boolean over(Mention.OfColumn y, Mention.OfColumn x, Intent intent) {
    if (!y.column().numeric() || !x.column().numeric()) {
      return false;
    }
    intent.versus = true;
    return intent.measures.add(y) && intent.measures.add(x);
  }

  private static boolean isNumber(Mention.OfColumn mention) {
    return mention.column().numeric() && !mention.column().years() && mention.exact();
  }

  private static void rate(String words, Intent intent) {
    intent.kinds.add(Intent.Kind.GROWTH);
    intent.period =
        switch (words.charAt(0)) {
          case 'y' -> Period.YEAR;
          case 'q' -> Period.QUARTER;
          case 'm' -> Period.MONTH;
          case 'w' -> Period.WEEK;
          default -> Period.DAY;
        };
  }

  private static Period period(String word) {
    return switch (word.charAt(0)) {
      case 'd' -> Period.DAY;
      case 'w' -> Period.WEEK;
      case 'm' -> Period.MONTH;
      case 'q' -> Period.QUARTER;
      default -> Period.YEAR;
    };
  }
}
