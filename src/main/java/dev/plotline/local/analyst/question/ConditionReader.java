package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes out the conditions on columns: "where temp_max is over 30", "only Adelie", "in the North
/// region".
final class ConditionReader {
  private static final String IF =
      "(?:(?:and |but )?(?:only |just )?(?:where|with|when|whose|if|for|having|that have|which have|in which) )?";
  private static final String IS = "(?: (?:is|are|was|were|has been|being))?";
  private static final Map<String, String> OPERATORS = new LinkedHashMap<>();

  static {
    OPERATORS.put(
        "greater than or equal to|at least|no less than|not less than|not below|>=", ">=");
    OPERATORS.put(
        "less than or equal to|at most|no more than|not more than|not above|up to|<=", "<=");
    OPERATORS.put(
        "(?:more|greater|larger|bigger|higher|heavier|longer|warmer) than|over|above|exceed(?:s|ing)?|>",
        ">");
    OPERATORS.put("(?:less|fewer|smaller|lower|lighter|shorter|colder) than|under|below|<", "<");
    OPERATORS.put("not equal to|is not|are not|isn't|aren't|!=", "!=");
    OPERATORS.put("equal to|equals|exactly|==|=|is|are|was|of", "==");
  }

  private static final String OPERATOR = "(" + String.join("|", OPERATORS.keySet()) + ")";
  private static final String ORDER =
      "(" + String.join("|", OPERATORS.keySet().stream().limit(4).toList()) + ")";
  private static final Pattern COMPARED =
      Phrase.of(IF + "(?:the )?" + Phrase.C + IS + " " + OPERATOR + " " + Phrase.N + "(?: %)?");
  private static final Pattern COMPARED_BEFORE =
      Phrase.of(
          "(?:(?:and |but )?(?:only |just )?(?:where|with|when|having|for|of|at) )?(?:an? |the )?"
              + ORDER
              + " "
              + Phrase.N
              + "(?: %)? (?:of |in )?(?:the )?"
              + Phrase.C);
  private static final Pattern BETWEEN =
      Phrase.of(
          IF
              + "(?:the )?"
              + Phrase.C
              + IS
              + " (?:between|from) "
              + Phrase.N
              + " (?:and|to) "
              + Phrase.N);
  private static final Pattern EMPTY =
      Phrase.of(
          "(?:where|with|when|whose|if|for|having) (?:the )?"
              + Phrase.C
              + " (?:is|are) (not )?(?:missing|empty|null|blank|unknown)");
  private static final Pattern LACKING =
      Phrase.of(
          "(?:(?:with|have|has|having|had|there is|that have|that has) no|without|lacking|with missing)(?: an?| any)? "
              + Phrase.C);
  private static final String KNOWN = "(?:" + Phrase.ANY_V + "|" + Phrase.ANY_Q + ")";
  private static final String WORD =
      "(?!(?:and|or|by|per|with|in|for|as|on|over|is|are|was|the|a|an|not|than|of|to|each|most|least"
          + "|highest|lowest|average|more|less) )[\\p{L}][\\p{L}\\p{N}_']*";
  private static final Pattern IS_VALUE =
      Phrase.of(
          IF
              + "(?:the )?"
              + Phrase.C
              + " (?:is|are|was|were|=|==|equals|equal to|named|called)( not)? (?:the )?("
              + Phrase.list(KNOWN)
              + ")");
  private static final Pattern IS_NOT =
      Phrase.of(
          IF
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
  private static final Pattern NUMBER_OF =
      Phrase.of("(?:in|for|only|with|on|of) (?:the )?" + Phrase.C + " " + Phrase.N);
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

  private ConditionReader(Sentence sentence, Intent intent) {
    this.sentence = sentence;
    this.intent = intent;
  }

  /// Comparisons with numbers and with values that are known or in quotes.
  static void read(Sentence sentence, Intent intent) {
    new ConditionReader(sentence, intent).read();
  }

  private void read() {
    sentence.each(LACKING, m -> filter(new Filter.Empty(column(m.group(1)), true)));
    sentence.each(EMPTY, m -> filter(new Filter.Empty(column(m.group(1)), m.group(2) == null)));
    sentence.each(BETWEEN, this::between);
    sentence.each(COMPARED, m -> compared(m.group(1), m.group(2), m.group(3)));
    sentence.each(COMPARED_BEFORE, m -> compared(m.group(3), m.group(1), m.group(2)));
    sentence.each(NUMBER_OF, m -> compared(m.group(1), "==", m.group(2)));
    sentence.each(IS_NOT, m -> values(m.group(1), m, 2, false));
    sentence.each(IS_VALUE, m -> values(m.group(1), m, 3, m.group(2) == null));
    sentence.each(IS_WORDS, m -> words(m.group(1), sentence.written(m, 3), m.group(2) == null));
    sentence.each(WITHOUT, m -> values(m.group(2), m, 1, false));
    sentence.each(WITHOUT_WORD, m -> word(m, 1, 2, false));
  }

  /// Known values that stand anywhere else: after the groups, so that "by region" is gone.
  static void values(Sentence sentence, Intent intent) {
    var reader = new ConditionReader(sentence, intent);
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
    return sentence.column(mark).column();
  }

  private String number(String mark) {
    return sentence.token(mark);
  }

  private boolean filter(Filter filter) {
    return intent.filters.add(filter);
  }

  /// "Rain between 2012 and 2013" is about years, unless "where" says it is about the rain.
  private boolean between(MatchResult match) {
    var column = column(match.group(1));
    String low = number(match.group(2));
    String high = number(match.group(3));
    boolean years = isYear(low) && isYear(high) && intent.table.time().isPresent();
    boolean clear =
        match.group().matches("(?s)(?:and |only )*(?:where|with|when|whose|if|having).*");
    if (!column.numeric() || (years && !clear && !column.years())) {
      return false;
    }
    return filter(new Filter.Between(column, low, high));
  }

  private boolean compared(String mark, String said, String number) {
    var mention = sentence.column(mark);
    if (mention.columns().size() > 1) {
      intent.fail(new Reading.AmbiguousColumn(intent.table, mention.words(), mention.columns()));
      return true;
    }
    if (!mention.exact() && intent.table.isKey(mention.column())) {
      intent.fail(new Reading.Unsupported(intent.table, "filter by how many rows there are"));
      return true;
    }
    if (said.matches("of|up to")
        && intent.table.time().isPresent()
        && isYear(sentence.token(number))) {
      return false;
    }
    String operator =
        OPERATORS.entrySet().stream()
            .filter(e -> said.matches(e.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("==");
    var column = mention.column();
    if (column.numeric() || column.type() == Column.Type.MIXED) {
      filter(new Filter.Compared(column, operator, number(number)));
    } else if (operator.equals("==") || operator.equals("!=")) {
      filter(new Filter.Values(column, List.of(number(number)), operator.equals("==")));
    } else {
      intent.fail(
          new Reading.Unfit(intent.table, "Column " + column.name() + " holds no numbers."));
    }
    return true;
  }

  private static boolean isYear(String number) {
    return number.matches("(1[89]|2[01])\\d\\d");
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
