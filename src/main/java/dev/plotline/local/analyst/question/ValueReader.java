package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes out the conditions on values: "only Adelie", "in the North region", "excluding Sales".
final class ValueReader {
  private static final String KNOWN = "(?:" + Phrase.ANY_V + "|" + Phrase.ANY_Q + ")";
  private static final String WORD =
      "(?!(?:and|or|by|per|with|in|for|as|on|over|is|are|was|the|a|an|not|than|of|to|each|most|least"
          + "|highest|lowest|average|more|less) )[\\p{L}][\\p{L}\\p{N}_']*";
  private static final Pattern IS_VALUE =
      Phrase.of(
          ConditionReader.IF
              + "(?:the )?"
              + Phrase.C
              + " (?:is|are|was|were|=|==|equals|equal to|named|called)( not)? (?:the )?("
              + Phrase.list(KNOWN)
              + ")");
  private static final Pattern IS_NOT =
      Phrase.of(
          ConditionReader.IF
              + "(?:the )?"
              + Phrase.C
              + " (?:isn't|aren't|!=|not) ("
              + Phrase.list("(?:" + KNOWN + "|" + WORD + ")")
              + ")");
  private static final Pattern IS_WORDS =
      Phrase.of(
          "(?:where|with|when|whose|if|for|having) (?:the )?"
              + Phrase.C
              + " (?:is|are|was|were|=|==|equals|equal to|named|called)( not)? (?:the )?("
              + WORD
              + "(?: "
              + WORD
              + "){0,2})");
  private static final Pattern WITHOUT =
      Phrase.of(
          "(?:not|excluding|exclude|except(?: for)?|without|other than|but not|leave out|leaving out|ignoring|ignore)"
              + " (?:the )?("
              + Phrase.list("(?:" + KNOWN + ")")
              + ")(?: "
              + Phrase.C
              + ")?");
  private static final Pattern WITHOUT_WORD =
      Phrase.of(
          "(?:excluding|exclude|except(?: for)?|without|other than|but not|leaving out|leave out) (?:the )?("
              + WORD
              + ")(?: "
              + Phrase.C
              + ")?");
  private static final String LEAD =
      "(?:(?:and |but )?(?:only|just|for|in|at|from|of|on|with|where|among|within|about|are|is|were|be)"
          + "(?: only| just)? )?(?:the )?";
  private static final Pattern VALUE_OF =
      Phrase.of(
          LEAD
              + "(?:"
              + Phrase.C
              + " )?("
              + Phrase.list(KNOWN)
              + ")(?: "
              + Phrase.C
              + ")?(?: only)?");
  private static final Pattern VALUE = Phrase.of(LEAD + "(" + Phrase.list(KNOWN) + ")(?: only)?");
  private static final Pattern MARK = Pattern.compile("«([vq])(\\d+)»|([\\p{L}][\\p{L}\\p{N}_']*)");

  private static final Pattern FLAG =
      Phrase.of(
          "(?:(?:where|with|when|whose|if|for|of|only|that|who) )?(?:is |are |was |were )?(not |non |no |isn't |aren't )?"
              + Phrase.C);
  private static final Pattern ABOUT =
      Phrase.of(
          "shares?|percent|percentages?|proportions?|%|distribut\\w+|distinct|unique|different|values|missing|empty|null");

  private final Sentence sentence;
  private final Intent intent;

  private ValueReader(Sentence sentence, Intent intent) {
    this.sentence = sentence;
    this.intent = intent;
  }

  /// Values with their column, or with a word such as "excluding".
  static void read(Sentence sentence, Intent intent) {
    var reader = new ValueReader(sentence, intent);
    sentence.each(IS_NOT, m -> reader.values(m.group(1), m, 2, false));
    sentence.each(IS_VALUE, m -> reader.values(m.group(1), m, 3, m.group(2) == null));
    sentence.each(
        IS_WORDS, m -> reader.words(m.group(1), sentence.written(m, 3), m.group(2) == null));
    sentence.each(WITHOUT, m -> reader.values(m.group(2), m, 1, false));
    sentence.each(WITHOUT_WORD, m -> reader.word(m, 1, 2, false));
  }

  /// Known values that stand anywhere else: after the groups, so that "by region" is gone.
  static void rest(Sentence sentence, Intent intent) {
    var reader = new ValueReader(sentence, intent);
    sentence.each(VALUE_OF, m -> reader.valuesOf(m.group(1) == null ? m.group(3) : m.group(1), m));
    sentence.each(VALUE, m -> reader.values(null, m, 1, true));
  }

  /// "Remote employees", "who are not remote": a column of yes and no, as an adjective.
  static void flags(Sentence sentence, Intent intent) {
    if (sentence.has(ABOUT)) {
      return;
    }
    sentence.each(
        FLAG,
        m -> {
          var column = sentence.column(m.group(2)).column();
          return column.type() == Column.Type.BOOLEAN
              && intent.filters.add(
                  new Filter.Values(column, List.of(m.group(1) == null ? "true" : "false"), true));
        });
  }

  /// The column beside the values is theirs only if it can have them.
  private boolean valuesOf(@Nullable String mark, MatchResult match) {
    if (mark == null) {
      return false;
    }
    var column = column(mark);
    var marks = MARK.matcher(match.group(2));
    while (marks.find()) {
      boolean known = "v".equals(marks.group(1));
      if (!column.categorical()
          || (known && !sentence.value(marks.group(2)).columns().contains(column))) {
        return false;
      }
    }
    return values(mark, match, 2, true);
  }

  private Column column(String mark) {
    return intent.single(sentence.column(mark));
  }

  private boolean filter(Filter filter) {
    return intent.filters.add(filter);
  }

  /// A list of values, of the column named beside them or else of the one that has them.
  private boolean values(@Nullable String mark, MatchResult match, int group, boolean wanted) {
    if (match.group(group).matches(".* (?:vs|versus) .*")) {
      intent.kinds.add(Intent.Kind.COMPARE);
    }
    var byColumn = new LinkedHashMap<List<Column>, List<String>>();
    var marks = MARK.matcher(match.group(group));
    while (marks.find()) {
      if (marks.group(3) != null && marks.group(3).matches("and|or|vs|versus|the|by|in|per")) {
        continue;
      }
      var columns = intent.table.categories();
      String value;
      if ("v".equals(marks.group(1))) {
        columns = sentence.value(marks.group(2)).columns();
        value = sentence.value(marks.group(2)).value();
      } else {
        value = marks.group(3) == null ? sentence.token(marks.group(2)) : marks.group(3);
      }
      var key = mark == null ? columns : List.of(column(mark));
      byColumn.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }
    byColumn.forEach((columns, values) -> values(columns, values, wanted));
    return true;
  }

  private void values(List<Column> columns, List<String> values, boolean wanted) {
    if (columns.size() == 1 && wanted && merged(columns.getFirst(), values)) {
      return;
    }
    if (columns.size() == 1) {
      filter(new Filter.Values(columns.getFirst(), values, wanted));
    } else if (columns.isEmpty()) {
      intent.fail(new Reading.UnknownWords(intent.table, values));
    } else {
      values.forEach(v -> filter(new Filter.Somewhere(columns, v, wanted)));
    }
  }

  /// "In North and in South" means either.
  private boolean merged(Column column, List<String> values) {
    for (int i = 0; i < intent.filters.size(); i++) {
      if (intent.filters.get(i) instanceof Filter.Values(Column other, var before, boolean wanted)
          && wanted
          && other.equals(column)) {
        var all = new ArrayList<>(before);
        all.addAll(values);
        intent.filters.set(i, new Filter.Values(column, all, true));
        return true;
      }
    }
    return false;
  }

  private boolean words(String mark, String value, boolean wanted) {
    return filter(new Filter.Values(column(mark), List.of(value), wanted));
  }

  private boolean word(MatchResult match, int group, int mark, boolean wanted) {
    String word = sentence.written(match, group);
    if (match.group(mark) != null && column(match.group(mark)).categorical()) {
      return words(match.group(mark), word, wanted);
    }
    values(intent.table.categories(), List.of(word), wanted);
    return true;
  }
}
