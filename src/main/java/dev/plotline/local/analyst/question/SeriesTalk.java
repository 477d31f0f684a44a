package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.Intent.Kind;
import dev.plotline.local.analyst.question.SeriesQuestion.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the words around typed series, and the follow-ups to them, as if the series were columns.
final class SeriesTalk {
  private static final Pattern WHICH =
      Phrase.of(
          "(?:which|what|in which|in what) (?:days?|weeks?|months?|quarters?|years?|periods?|one|series)");

  private SeriesTalk() {}

  static SeriesQuestion first(SeriesReader.Found found) {
    var heard = hear(found.rest(), found.series());
    var notes = new ArrayList<String>();
    heard.unsupported.ifPresent(u -> notes.add("I cannot " + u + "."));
    boolean growth =
        heard.growth() || heard.statistics().isEmpty() || heard.unsupported.isPresent();
    return new SeriesQuestion(
        found.series(),
        found.periods(),
        List.of(),
        growth,
        heard.statistics(),
        heard.chart(),
        notes);
  }

  /// What `text` changes about the question before; empty when it isn't about the series.
  static Optional<SeriesQuestion> next(String text, SeriesQuestion before) {
    var heard = hear(text, before.series());
    if (heard.unsupported.isPresent() || heard.unknown || heard.intent.problem != null) {
      return Optional.empty();
    }
    var chosen = heard.names();
    boolean says =
        !heard.statistics().isEmpty()
            || heard.growth()
            || heard.intent.chart != null
            || !chosen.isEmpty()
            || heard.intent.everything;
    if (!says) {
      return Optional.empty();
    }
    boolean other = heard.growth() || !heard.statistics().isEmpty();
    return Optional.of(
        new SeriesQuestion(
            before.series(),
            before.periods(),
            heard.intent.everything ? List.of() : chosen.isEmpty() ? before.chosen() : chosen,
            other ? heard.growth() : before.growth(),
            other ? heard.statistics() : before.statistics(),
            heard.intent.chart == null ? before.chart() : heard.chart(),
            List.of()));
  }

  /// What the rules made of the words.
  private record Heard(Intent intent, Optional<String> unsupported, boolean unknown) {
    boolean growth() {
      return intent.has(Kind.GROWTH) || intent.has(Kind.TREND);
    }

    Chart chart() {
      return intent.chart == null ? Chart.AUTO : intent.chart;
    }

    /// "Which month was best?" asks for the highest.
    List<Statistic> statistics() {
      if (intent.ranking == null || !intent.statistics.isEmpty()) {
        return intent.statistics;
      }
      return List.of(intent.ranking.highest() ? Statistic.MAX : Statistic.MIN);
    }

    List<String> names() {
      return intent.measures.stream().flatMap(m -> m.columns().stream()).map(Column::name).toList();
    }
  }

  private static Heard hear(String text, List<Series> series) {
    var columns =
        series.stream()
            .map(s -> new Column(s.name(), Column.Type.NUMBER, 0, 1, List.of(), null, null))
            .toList();
    var table = new Table("", null, null, 0, columns, "", List.of());
    var sentence = Sentence.of(text, table);
    var intent = new Intent(table);
    FollowUp.read(sentence, intent);
    ChartReader.read(sentence, intent);
    sentence.takeAll(WHICH);
    WordReader.ranking(sentence, intent);
    WordReader.read(sentence, intent);
    var unsupported = Unsupported.in(sentence);
    QuestionReader.measures(sentence, intent);
    boolean unknown =
        sentence.left().stream()
            .anyMatch(w ->
                !Vocabulary.isWeak(Names.stem(w.toLowerCase(java.util.Locale.ROOT)))
                    && !Vocabulary.isWeak(w.toLowerCase(java.util.Locale.ROOT)));
    return new Heard(intent, unsupported, unknown);
  }
}
