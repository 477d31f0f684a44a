package dev.plotline.local.analyst.question;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Takes words that no rule knows but that stand where a value stands: "for Gentoo", "in the West
/// region". Whether there is such a value, the code finds out and says.
final class LookupReader {
  private static final String WORD =
      "([\\p{L}][\\p{L}\\p{N}_']*(?: [\\p{L}][\\p{L}\\p{N}_']*){0,2}?)";
  private static final Pattern BEFORE_COLUMN =
      Phrase.of("(?:only|just|for|in|at|from|of|on|with) (?:the )?" + WORD + " " + Phrase.C);
  private static final Pattern AFTER_COLUMN =
      Phrase.of(
          "(?:only|just|for|in|at|from|of|on|with) (?:the )?"
              + Phrase.C
              + " "
              + WORD
              + "(?= *(?:~|$|\\.|,))");
  private static final Pattern ALONE =
      Phrase.of(
          "(only|just|for|in|at|from|of|on|among|within|about|with) (?:the )?"
              + WORD
              + "(?: only)?(?= *(?:~|$|\\.|,|and |or |by ))");

  private static final Pattern MARK = Pattern.compile("«v(\\d+)»");
  private static final String LEAD =
      "(?:(?:only|just|for|in|at|from|of|on|with|among|where) )?(?:the )?(?:"
          + Phrase.ANY_C
          + " (?:is|=|are) )?";
  private static final String SHORT = "([\\p{L}][\\p{L}\\p{N}_']*(?: [\\p{L}][\\p{L}\\p{N}_']*)??)";
  private static final Pattern KNOWN_FIRST =
      Phrase.of(
          LEAD
              + "("
              + Phrase.list(Phrase.ANY_V)
              + ")"
              + Phrase.AND
              + " (?:the )?"
              + SHORT
              + "(?= *(?:~|$|\\.|,|by |in |for |per |since |over |as |«))");
  private static final Pattern KNOWN_LAST =
      Phrase.of(LEAD + SHORT + Phrase.AND + " (?:the )?(" + Phrase.list(Phrase.ANY_V) + ")");
  private static final Pattern COLUMN = Pattern.compile(Phrase.ANY_C);

  private final Sentence sentence;
  private final Intent intent;
  private final Set<String> known;

  private LookupReader(Sentence sentence, Intent intent, Set<String> known) {
    this.sentence = sentence;
    this.intent = intent;
    this.known = known;
  }

  /// `known` are words that mean the table itself.
  static void read(Sentence sentence, Intent intent, Set<String> known) {
    var reader = new LookupReader(sentence, intent, known);
    sentence.each(BEFORE_COLUMN, m -> reader.ofColumn(m, 1, 2));
    sentence.each(AFTER_COLUMN, m -> reader.ofColumn(m, 2, 1));
    sentence.each(ALONE, reader::alone);
  }

  /// Values that the profile shows beside others that it doesn't: "Widget or Gadget".
  static void mixed(Sentence sentence, Intent intent, Set<String> known) {
    var reader = new LookupReader(sentence, intent, known);
    sentence.each(KNOWN_FIRST, m -> reader.mixed(m, 1, 2));
    sentence.each(KNOWN_LAST, m -> reader.mixed(m, 2, 1));
  }

  private boolean mixed(MatchResult match, int mark, int words) {
    if (!unknown(match.group(words))) {
      return false;
    }
    var columns = new java.util.ArrayList<Column>();
    var values = new java.util.ArrayList<String>();
    var marks = MARK.matcher(match.group(mark));
    while (marks.find()) {
      var value = sentence.value(marks.group(1));
      columns.addAll(value.columns());
      values.add(value.value());
    }
    if (columns.stream().distinct().count() != 1) {
      return false;
    }
    values.add(sentence.written(match, words));
    intent.filters.add(new Filter.Values(columns.getFirst(), values, true));
    return true;
  }

  private boolean ofColumn(MatchResult match, int word, int mark) {
    var mention = sentence.column(match.group(mark));
    if (!unknown(match.group(word)) || !mention.column().categorical()) {
      return false;
    }
    intent.filters.add(
        new Filter.Values(mention.column(), List.of(sentence.written(match, word)), true));
    return true;
  }

  private boolean alone(MatchResult match) {
    var columns = intent.table.categories();
    if (!unknown(match.group(2)) || columns.isEmpty()) {
      return false;
    }
    String written = sentence.written(match, 2);
    // "the average of foo": foo stands where a column stands.
    if (match.group(1).equals("of") && !sentence.has(COLUMN) && !intent.statistics.isEmpty()) {
      intent.fail(new Reading.UnknownColumn(intent.table, written));
    } else {
      intent.filters.add(new Filter.Somewhere(columns, written, true));
    }
    return true;
  }

  private boolean unknown(String words) {
    for (String word : words.toLowerCase(Locale.ROOT).split(" ", -1)) {
      if (Vocabulary.isWeak(word) || known.contains(Names.stem(word)) || Unsupported.has(word)) {
        return false;
      }
    }
    return true;
  }
}
