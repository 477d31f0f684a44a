package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Takes out the words that name statistics, rankings and kinds of analysis.
final class WordReader {
  private static final String HIGH = "highest|largest|biggest|greatest|most|best|top|maximum|max";
  private static final String LOW = "lowest|smallest|least|fewest|worst|bottom|minimum|min";
  private static final Pattern NUMBERED =
      Phrase.of("(?:the )?(" + HIGH + "|" + LOW + ") " + Phrase.N);
  private static final Pattern NUMBERED_AFTER =
      Phrase.of("(?:the )?" + Phrase.N + " (" + HIGH + "|" + LOW + ")");
  private static final Pattern FIRST_ROWS =
      Phrase.of(
          "(?:(?:show|list|display|give|print|see)(?: me| us)? )?(?:the |some )?(?:(first|last|sample|random|example)"
              + "(?: "
              + Phrase.N
              + ")?|"
              + Phrase.N
              + "(?: first| sample| example)?)"
              + " (?:rows|records|entries|lines)(?: of data)?");
  private static final Pattern SOME_ROWS =
      Phrase.of(
          "(?:show|list|display|give|print|see)(?: me| us)? (?:the |my |some |a few |all |all the )?(?:rows|records|entries|data|table)(?= *(?:$|[.!?~]))|head");
  private static final Pattern OF =
      Phrase.of(
          "(?:the )?(?:amounts?|levels?|kinds?|types?|sorts?|values?|figures?|order) of(?: the)?");
  private static final Pattern PIVOT =
      Phrase.of(
          "(?:an? )?(?:pivot(?: table)?|cross ?tab(?:s|ulation|ulate)?|contingency table)(?: (?:of|for|with))?");
  private static final Pattern SORTED =
      Phrase.of(
          "(?:and )?(?:sort|sorted|order|ordered|rank|ranked|ranking)(?: of)?(?: the)?(?=(?: by)? )");
  private static final Pattern DIRECTION =
      Phrase.of(
          "(?:in )?(ascending|descending|asc|desc)(?: order)?|(?:from )?(highest|largest|lowest|smallest)(?: to (?:lowest|smallest|highest|largest)| first)");
  private static final Pattern VERSUS = Phrase.of("vs|versus");
  private static final Pattern RANGE = Phrase.of("ranges?");
  private static final Pattern EITHER = Phrase.of("(?:the )?(" + HIGH + "|" + LOW + ")");
  private static final Pattern EXTREME =
      Phrase.of(
          "(?:the )?("
              + HIGH
              + "|"
              + LOW
              + ")(?= (?:averages?|means?|totals?|sums?|medians?|standard|~+|shares?))");
  private static final Pattern WHEN = Phrase.of("when|who|on which day|which (?:row|record|entry)");

  private static final Map<Kind, Pattern> KINDS = new LinkedHashMap<>();
  private static final Map<Statistic, Pattern> STATISTICS = new LinkedHashMap<>();

  static {
    KINDS.put(
        Kind.COMMON, Phrase.of("(?:most |least )(?:common|frequent|often|frequently|popular)"));
    KINDS.put(Kind.MISSING, Phrase.of("missing|nulls?|nans?|blanks?|gaps|incomplete|empty"));
    KINDS.put(Kind.DUPLICATES, Phrase.of("duplicates?|duplicated|repeated"));
    KINDS.put(Kind.DISTINCT, Phrase.of("distinct|unique|different"));
    KINDS.put(
        Kind.CORRELATION,
        Phrase.of(
            "correlat\\w*(?: matrix| table| heatmap)?|relationships?|relations?|related|relate|associat\\w+|against"));
    KINDS.put(
        Kind.DISTRIBUTION, Phrase.of("distribut\\w+|histograms?|spread|frequency|frequencies"));
    KINDS.put(
        Kind.GROWTH,
        Phrase.of(
            "grow(?:th|n|s|ing)?(?: rates?)?|grew|rates? of change|(?:percent(?:age)?|%) changes?"
                + "|increased?s?|decreased?s?|how (?:did|do|does|has|have)(?=.* (?:change|develop|evolve)d?)"));
    KINDS.put(
        Kind.SHARE,
        Phrase.of(
            "(?:as )?(?:an? )?(?:shares?|breakdowns?|percentages?|percent|proportions?|fractions?|contributions?|%)(?: of)?(?: the)?(?: totals?| whole| sum)?"));
    KINDS.put(
        Kind.TREND,
        Phrase.of(
            "(?:the )?trends?|over time|through time|with time|develop(?:ed|ment|ments|s)?|evol\\w+|time series|timeline|histor(?:y|ical)"));
    KINDS.put(
        Kind.COMPARE, Phrase.of("compar(?:e|es|ed|ison|isons|ing)|vs|versus|differences?|differ"));
    KINDS.put(
        Kind.COUNT, Phrase.of("how many|(?:the )?numbers? of|(?:the )?counts?(?: of)?|how often"));
    KINDS.put(
        Kind.OVERVIEW,
        Phrase.of(
            "summar(?:y|ize|ise|ies)|overview|descri(?:be|ption|ptive)|profile|explore|insights?"
                + "|key (?:figures|numbers|facts|statistics)|statistics|stats"
                + "|what(?:'s| is| does| do)?(?: in| inside)(?: this| the| my)?(?: file| data| table| sheet)?"
                + "|tell me about|(?:what|which) (?:columns|fields)(?: are there| does it have)?"
                + "|(?:contains?|hold|looks? like)"));
    STATISTICS.put(Statistic.MEAN, Phrase.of("averages?|averaged|means?|avg|on average|typical"));
    STATISTICS.put(Statistic.SUM, Phrase.of("sums?|totals?|summed|altogether|how much|add up"));
    STATISTICS.put(Statistic.MEDIAN, Phrase.of("medians?"));
    STATISTICS.put(Statistic.STD, Phrase.of("std|standard deviations?|variability"));
    STATISTICS.put(Statistic.MIN, Phrase.of("min|minimums?|lowest|smallest|least|fewest|earliest"));
    STATISTICS.put(
        Statistic.MAX,
        Phrase.of("max|maximums?|highest|largest|biggest|greatest|latest|most recent"));
  }

  private WordReader() {}

  /// Before the groups: numbers that belong to a ranking.
  static void rankings(Sentence sentence, Intent intent) {
    sentence
        .take(FIRST_ROWS)
        .ifPresent(m -> {
          String number = m.group(2) == null ? m.group(3) : m.group(2);
          intent.kinds.add(Kind.ROWS);
          intent.ranking =
              new Ranking(
                  number == null ? 10 : count(sentence.token(number)), !"last".equals(m.group(1)));
        });
    if (!intent.has(Kind.ROWS) && sentence.takeAll(SOME_ROWS)) {
      intent.kinds.add(Kind.ROWS);
      intent.ranking = new Ranking(10, true);
    }
    sentence.takeAll(OF);
    intent.pivot = sentence.takeAll(PIVOT);
    sorting(sentence, intent);
    sentence
        .take(NUMBERED)
        .ifPresent(m ->
            intent.ranking =
                new Ranking(count(sentence.token(m.group(2))), m.group(1).matches(HIGH)));
    sentence
        .take(NUMBERED_AFTER)
        .ifPresent(m ->
            intent.ranking =
                new Ranking(count(sentence.token(m.group(1))), m.group(2).matches(HIGH)));
  }

  /// A word that ranks, wherever it stands.
  static void ranking(Sentence sentence, Intent intent) {
    sentence.take(EITHER).ifPresent(m -> rank(intent, m.group(1)));
  }

  private static void sorting(Sentence sentence, Intent intent) {
    var direction = sentence.take(DIRECTION);
    boolean up =
        direction.isPresent()
            && (direction.get().group(2) == null
                ? direction.get().group(1).startsWith("asc")
                : direction.get().group(2).matches("lowest|smallest"));
    if (sentence.takeAll(SORTED) || direction.isPresent()) {
      intent.kinds.add(Kind.SORTED);
      intent.ranking = Ranking.all(!up);
    }
  }

  /// After the groups.
  static void read(Sentence sentence, Intent intent) {
    if (sentence.takeAll(WHEN)) {
      intent.kinds.add(Kind.WHICH);
    }
    intent.versus |= sentence.has(VERSUS);
    for (var kind : KINDS.entrySet()) {
      if (sentence.takeAll(kind.getValue())) {
        intent.kinds.add(kind.getKey());
      }
    }
    if (intent.has(Kind.COMMON)) {
      intent.ranking = intent.ranking == null ? Ranking.all(true) : intent.ranking;
    }
    // "the highest average": the first word ranks, the second measures.
    sentence.take(EXTREME).ifPresent(m -> rank(intent, m.group(1)));
    if (intent.superlative) {
      intent.kinds.add(Kind.WHICH);
    }
    if (intent.has(Kind.WHICH)) {
      sentence.take(EITHER).ifPresent(m -> rank(intent, m.group(1)));
    }
    if (sentence.takeAll(RANGE)) {
      intent.add(Statistic.MIN);
      intent.add(Statistic.MAX);
    }
    statistics(sentence, intent);
  }

  private static void statistics(Sentence sentence, Intent intent) {
    for (var statistic : STATISTICS.entrySet()) {
      if (sentence.takeAll(statistic.getValue())) {
        intent.add(statistic.getKey());
      }
    }
  }

  private static void rank(Intent intent, String word) {
    intent.countable |= word.matches("most|least|fewest");
    if (intent.ranking == null) {
      intent.ranking = Ranking.all(word.matches(HIGH));
    }
  }

  private static int count(String number) {
    int count = new java.math.BigDecimal(number).intValue();
    return Math.max(1, Math.min(count, 1_000));
  }
}
