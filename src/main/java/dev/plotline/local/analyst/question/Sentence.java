package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A sentence with its columns, values, numbers, dates and quotations replaced by marks such as
/// `«c0»`, from which rules take out what they understand. Not for several threads.
final class Sentence {
  private static final Pattern LEFT = Pattern.compile("[\\p{L}\\p{N}_'«»]+");

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder written = new StringBuilder();
  private final List<Mention.OfColumn> columns = new ArrayList<>();
  private final List<Mention.OfValue> values = new ArrayList<>();
  private final List<Token> tokens = new ArrayList<>();

  private Sentence() {}

  static Sentence of(String words, Table table) {
    var sentence = new Sentence();
    var all = Token.of(words);
    sentence.append(" ", " ");
    for (int i = 0; i < all.size(); ) {
      var found = Mentions.at(all, i, table);
      if (found == null) {
        sentence.append(all.get(i));
        i++;
      } else {
        sentence.append(found.mention());
        i += found.length();
      }
    }
    return sentence;
  }

  private void append(Mention mention) {
    switch (mention) {
      case Mention.OfColumn column -> {
        mark("c", columns.size());
        columns.add(column);
      }
      case Mention.OfValue value -> {
        mark("v", values.size());
        values.add(value);
      }
    }
  }

  private void append(Token token) {
    switch (token.kind()) {
      case NUMBER -> mark("n", token);
      case DATE -> mark("d", token);
      case QUOTED -> mark("q", token);
      case WORD, SIGN, END -> append(token.lower() + " ", token.text() + " ");
    }
  }

  private void mark(String letter, Token token) {
    mark(letter, tokens.size());
    tokens.add(token);
  }

  private void mark(String letter, int index) {
    String mark = "«" + letter + index + "» ";
    append(mark, mark);
  }

  private void append(String lower, String original) {
    text.append(lower);
    written.append(original);
  }

  /// Takes out the first match; what is left on both sides does not run together.
  Optional<MatchResult> take(Pattern pattern) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    var result = matcher.toMatchResult();
    blank(result.start(), result.end());
    return Optional.of(result);
  }

  /// Takes out all matches and says whether there was any.
  boolean takeAll(Pattern pattern) {
    boolean any = false;
    while (take(pattern).isPresent()) {
      any = true;
    }
    return any;
  }

  boolean has(Pattern pattern) {
    return pattern.matcher(text).find();
  }

  /// What to do with a match; false leaves it in the sentence.
  interface Rule {
    boolean apply(MatchResult match);
  }

  /// Offers each match to `rule` and takes out those that it accepts.
  void each(Pattern pattern, Rule rule) {
    int from = 0;
    for (var m = find(pattern, from); m.isPresent(); m = find(pattern, from)) {
      if (rule.apply(m.get())) {
        blank(m.get().start(), m.get().end());
      }
      from = m.get().start() + 1;
    }
  }

  /// How many columns and values it names.
  int mentions() {
    return columns.size() + values.size();
  }

  /// The columns it names that say when.
  List<Column> times() {
    return columns.stream().map(Mention.OfColumn::column).filter(Column::temporal).toList();
  }

  private Optional<MatchResult> find(Pattern pattern, int from) {
    var matcher = pattern.matcher(text);
    return from <= text.length() && matcher.find(from)
        ? Optional.of(matcher.toMatchResult())
        : Optional.empty();
  }

  private void blank(int start, int end) {
    var fill = new char[end - start];
    Arrays.fill(fill, '~');
    // The spaces at the edges belong to the neighbours' patterns too.
    if (fill.length > 1 && text.charAt(start) == ' ') {
      fill[0] = ' ';
    }
    if (fill.length > 1 && text.charAt(end - 1) == ' ') {
      fill[fill.length - 1] = ' ';
    }
    text.replace(start, end, new String(fill));
  }

  /// The words at a place as the person wrote them.
  String written(MatchResult match, int group) {
    return written.substring(match.start(group), match.end(group)).strip();
  }

  Mention.OfColumn column(String index) {
    return columns.get(Integer.parseInt(index));
  }

  Mention.OfValue value(String index) {
    return values.get(Integer.parseInt(index));
  }

  /// The text of a number, a date or a quotation.
  String token(String index) {
    return tokens.get(Integer.parseInt(index)).text();
  }

  /// What no rule took, as written; marks are shown by their words.
  List<String> left() {
    var left = new ArrayList<String>();
    var matcher = LEFT.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      left.add(
          switch (word.length() > 2 && word.charAt(0) == '«' ? word.charAt(1) : ' ') {
            case 'c' -> column(index(word)).words();
            case 'v' -> value(index(word)).words();
            case 'n', 'd', 'q' -> token(index(word));
            default -> written.substring(matcher.start(), matcher.end());
          });
    }
    return left;
  }

  private static String index(String mark) {
    return mark.substring(2, mark.length() - 1);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
