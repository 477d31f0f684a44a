package dev.plotline.local.analyst.question;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Guesses the language of a question, well enough to say in it that only English is understood.
final class Language {
  private static final Map<String, Set<String>> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(
        "de",
        Set.of(
            "der",
            "die",
            "das",
            "und",
            "ist",
            "sind",
            "wie",
            "viele",
            "welche",
            "welcher",
            "nach",
            "pro",
            "bitte",
            "zeige",
            "zeig",
            "mir",
            "von",
            "für",
            "im",
            "ein",
            "eine",
            "den",
            "dem",
            "durchschnitt",
            "summe",
            "gib",
            "es",
            "mit",
            "als",
            "nur",
            "auf",
            "je",
            "was",
            "hoch"));
    WORDS.put(
        "fr",
        Set.of(
            "le", "la", "les", "des", "du", "est", "sont", "quel", "quelle", "combien", "par",
            "montre", "moi", "pour", "une", "un", "et", "dans", "moyenne", "avec", "chaque", "sur",
            "comment", "donne", "quels", "de"));
    WORDS.put(
        "es",
        Set.of(
            "el",
            "la",
            "los",
            "las",
            "es",
            "son",
            "cuál",
            "cual",
            "cuántos",
            "cuantos",
            "cuántas",
            "por",
            "muestra",
            "para",
            "una",
            "un",
            "y",
            "en",
            "promedio",
            "con",
            "cada",
            "cómo",
            "dame",
            "del",
            "de",
            "total",
            "hay"));
  }

  private static final Set<String> ENGLISH =
      Set.of(
          "the", "of", "by", "is", "are", "what", "which", "how", "and", "for", "in", "show", "me",
          "average", "many", "with", "per", "a", "an", "to", "total", "as", "only", "where");

  private Language() {}

  /// The code of a language other than English, if the words are in one that is known here.
  static Optional<String> foreign(String text) {
    var script = script(text);
    if (script.isPresent()) {
      return script;
    }
    var words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1));
    long english = hits(words, ENGLISH);
    String best = "";
    long most = 1;
    for (var language : WORDS.entrySet()) {
      long hits = hits(words, language.getValue());
      if (hits > most) {
        most = hits;
        best = language.getKey();
      }
    }
    return best.isEmpty() || english >= most ? Optional.empty() : Optional.of(best);
  }

  private static long hits(List<String> words, Set<String> known) {
    return words.stream().distinct().filter(known::contains).count();
  }

  /// Scripts tell more than words; a few foreign signs in a value or a name are no question in it.
  private static Optional<String> script(String text) {
    int kana = 0;
    int han = 0;
    int hangul = 0;
    int latin = 0;
    for (int c : text.codePoints().toArray()) {
      switch (UnicodeScript.of(c)) {
        case HIRAGANA, KATAKANA -> kana++;
        case HAN -> han++;
        case HANGUL -> hangul++;
        case LATIN -> latin++;
        default -> {}
      }
    }
    if (kana + han + hangul < 3 || kana + han + hangul < latin / 2) {
      return Optional.empty();
    }
    return Optional.of(hangul > kana + han ? "ko" : kana > 0 ? "ja" : "zh");
  }
}
