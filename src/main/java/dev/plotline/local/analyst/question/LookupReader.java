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
