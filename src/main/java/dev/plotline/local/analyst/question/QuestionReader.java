package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a sentence about one table.
final class QuestionReader {
  private static final Pattern MEASURE = Phrase.of(Phrase.C);
  private static final Set<String> NOUNS =
      Set.of("observation", "case", "item", "sample", "point", "line", "measurement");

  private QuestionReader() {}

  static Reading read(String text, Table table) {
    var sentence = Sentence.of(text, table);
    var intent = new Intent(table);
    ChartReader.read(sentence, intent);
    WordReader.rankings(sentence, intent);
    GroupReader.read(sentence, intent);
    WordReader.read(sentence, intent);
    for (var m = sentence.take(MEASURE); m.isPresent(); m = sentence.take(MEASURE)) {
      intent.measures.add(sentence.column(m.get().group(1)));
    }
    GroupReader.unknown(sentence, intent);
    var unknown = unknown(sentence, table);
    return Optional.ofNullable(intent.problem)
        .orElseGet(() ->
            unknown.isEmpty() ? Planner.plan(intent) : new Reading.UnknownWords(table, unknown));
  }

  private static List<String> unknown(Sentence sentence, Table table) {
    var known = new HashSet<>(NOUNS);
    known.addAll(Names.words(table.label()));
    if (table.title() != null) {
      known.addAll(Names.words(table.title()));
    }
    var unknown = new ArrayList<String>();
    for (String word : sentence.left()) {
      String lower = word.toLowerCase(java.util.Locale.ROOT);
      if (!Vocabulary.isFiller(lower) && !known.contains(Names.stem(lower))) {
        unknown.add(word);
      }
    }
    return unknown;
  }
}
