package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a sentence about one table.
final class QuestionReader {
  private static final Pattern MEASURE = Phrase.of(Phrase.C);

  /// "Weather types" are just the weather.
  private static final Pattern NOUN =
      Pattern.compile("(?<=» )(?:types?|kinds?|categor(?:y|ies)|groups?|classes|names?)(?= )");

  private static final Set<String> NOUNS =
      Set.of("observation", "case", "item", "sample", "point", "line", "measurement", "entry");

  private static final Pattern OR = Pattern.compile("~ or (?:where |if |with )?~");

  private QuestionReader() {}

  /// What was read, and how many columns and values of the table the sentence names.
  record Result(Reading reading, int mentions) {}

  static Result read(String text, Table table, @Nullable Query before) {
    var intent = new Intent(table);
    var sentence = Sentence.of(Rewording.of(text, table, intent.notes), table);
    intent.superlative = !intent.notes.isEmpty();
    var known = known(table);
    // Before anything is taken out: what can't be done is said in these words.
    var unsupported = Unsupported.in(sentence);
    if (unsupported.isPresent()) {
      return new Result(new Reading.Unsupported(table, unsupported.get()), sentence.mentions());
    }
    FollowUp.read(sentence, intent);
    sentence.takeAll(NOUN);
    ChartReader.read(sentence, intent);
    LookupReader.mixed(sentence, intent, known);
    ConditionReader.read(sentence, intent);
    ValueReader.read(sentence, intent);
    WordReader.rankings(sentence, intent);
    TimeReader.read(sentence, intent);
    GroupReader.read(sentence, intent);
    ValueReader.rest(sentence, intent);
    ValueReader.flags(sentence, intent);
    WordReader.read(sentence, intent);
    LookupReader.read(sentence, intent, known);
    GroupReader.unknown(sentence, intent);
    measures(sentence, intent);
    return new Result(conclude(sentence, intent, known, before), sentence.mentions());
  }

  private static Reading conclude(
      Sentence sentence, Intent intent, Set<String> known, @Nullable Query before) {
    if (intent.problem != null) {
      return intent.problem;
    }
    if (intent.filters.size() > 1 && sentence.has(OR)) {
      return new Reading.Unsupported(intent.table, "combine conditions with “or”");
    }
    var unknown = unknown(sentence, known);
    if (!unknown.isEmpty()) {
      return new Reading.UnknownWords(intent.table, unknown);
    }
    if (before != null && before.table().isSameAs(intent.table) && FollowUp.isOne(intent)) {
      FollowUp.inherit(intent, before);
    }
    return Planner.plan(intent);
  }

  static void measures(Sentence sentence, Intent intent) {
    for (var m = sentence.take(MEASURE); m.isPresent(); m = sentence.take(MEASURE)) {
      var mention = sentence.column(m.get().group(1));
      // "employees" for employee_id: a key named by its noun stands for the rows.
      boolean rows = !mention.exact() && intent.table.isKey(mention.column());
      if (!rows) {
        intent.measures.add(mention);
      }
      if (mention.columns().size() == 1 && !Matcher.literal(mention)) {
        intent.notes.add(
            "“%s” is taken as %s.".formatted(mention.words(), mention.column().name()));
      }
      if (mention.columns().size() > 1) {
        intent.notes.add(
            "“%s” is taken as %s."
                .formatted(
                    mention.words(),
                    String.join(" and ", mention.columns().stream().map(Column::name).toList())));
      }
    }
  }

  /// Words that mean the table itself: its names, and what its rows are.
  private static Set<String> known(Table table) {
    var known = new HashSet<>(NOUNS);
    known.addAll(Names.words(table.label()));
    if (table.title() != null) {
      known.addAll(Names.words(table.title()));
    }
    table.time().flatMap(c -> Spans.interval(c, table.rows())).ifPresent(p -> known.add(p.word()));
    for (var column : table.columns()) {
      if (table.isKey(column)) {
        known.add(Names.words(column.name()).getFirst());
      }
    }
    return known;
  }

  private static List<String> unknown(Sentence sentence, Set<String> known) {
    var unknown = new ArrayList<String>();
    for (String word : sentence.left()) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (!Vocabulary.isFiller(lower) && !known.contains(Names.stem(lower))) {
        unknown.add(word);
      }
    }
    return unknown;
  }
}
