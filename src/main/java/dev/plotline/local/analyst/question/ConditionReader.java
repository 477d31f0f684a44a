package dev.plotline.local.analyst.question;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Takes out the conditions on numbers, and on what is missing: "where temp_max is over 30",
/// "without a salary".
final class ConditionReader {
  static final String IF =
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
  private static final Pattern NUMBER_OF =
      Phrase.of("(?:in|for|only|with|on|of) (?:the )?" + Phrase.C + " " + Phrase.N);
  private final Sentence sentence;
  private final Intent intent;

  private ConditionReader(Sentence sentence, Intent intent) {
    this.sentence = sentence;
    this.intent = intent;
  }

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
  }

  private Column column(String mark) {
    return intent.single(sentence.column(mark));
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
    var column = intent.single(mention);
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
}
