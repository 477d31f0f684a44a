package dev.plotline.local.analyst.question;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.local.analyst.question.SeriesQuestion.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Finds series of numbers typed into a question: `A: [1, 2, 3], B: [2, 3, 4]`, `A = 1, 2, 3`,
/// `Jan: 10, Feb: 12, Mar: 9`, or JSON.
final class SeriesReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NUMBER = "[$€£]?-?\\d+(?:\\.\\d+)?%?";
  private static final String LIST =
      NUMBER + "(?:\\s*[,;]\\s*(?:and\\s+)?" + NUMBER + "|\\s+and\\s+" + NUMBER + ")+";
  private static final Pattern BARE = Pattern.compile("(?<![\\d.])" + LIST + "(?![\\d.]*\\d)");
  private static final String NAME = "(?<name>[^\\[\\]:=,;\\n{}.?!]{0,80}?)[\"'*]*";
  private static final Pattern BRACKETS =
      Pattern.compile(NAME + "\\s*[:=]?\\s*[\\[(]\\s*(?<values>" + LIST + ")\\s*[,;]?\\s*[\\])]");
  private static final Pattern OPEN =
      Pattern.compile(
          "(?<name>[^\\[\\]:=,;\\n{}.?!]{1,80}?)[\"'*]*\\s*[:=]\\s*(?<values>"
              + LIST
              + ")(?![\\d:=])");
  private static final Pattern PAIR =
      Pattern.compile(
          "(?<label>\\b(?:[\\p{L}][\\p{L}\\p{N} _'/-]{0,30}?|\\d{4}(?:[-/ ]?Q[1-4]|-\\d{2})?))\\s*[:=]\\s*(?<value>"
              + NUMBER
              + ")(?![\\d,;]*\\d)(?=\\s*(?:[,;.\\n]|and\\b|$))");
  private static final Pattern LABELS =
      Pattern.compile(
          "(?i)(?:months?|years?|quarters?|weeks?|days?|periods?|labels?|dates?|x)\\s*[:=]?\\s*[\\[(](?<labels>[^\\])]{3,400})[\\])]");
  private static final Pattern OBJECT = Pattern.compile("\\{[^{}]{5,}}", Pattern.DOTALL);

  private SeriesReader() {}

  /// The series and the text without them.
  record Found(List<Series> series, List<String> periods, String rest) {}

  /// `bare` takes numbers without any name too, when there is nothing else they could mean.
  static Optional<Found> find(String text, boolean bare) {
    return json(text)
        .or(() -> PastedTable.find(text))
        .or(() -> lists(text))
        .or(() -> pairs(text))
        .or(() -> bare ? bare(text) : Optional.empty());
  }

  private static Optional<Found> bare(String text) {
    var matcher = BARE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    var series = new Series("Value", values(matcher.group()));
    var rest = new StringBuilder(text);
    blank(rest, matcher.start(), matcher.end());
    return Optional.of(found(List.of(series), List.of(), rest.toString()));
  }

  private static Optional<Found> json(String text) {
    var matcher = OBJECT.matcher(text);
    while (matcher.find()) {
      try {
        var json = JSON.readTree(matcher.group());
        var found = json(json, text.replace(matcher.group(), " "));
        if (found.isPresent()) {
          return found;
        }
      } catch (JsonProcessingException e) {
        // Then the braces mean something else.
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> json(JsonNode json, String rest) {
    var series = new ArrayList<Series>();
    var singles = new LinkedHashMap<String, String>();
    List<String> labels = List.of();
    for (var field : json.properties()) {
      var values = new ArrayList<String>();
      field.getValue().forEach(v -> values.add(v.asText()));
      if (field.getValue().isNumber()) {
        singles.put(field.getKey(), field.getValue().asText());
      } else if (values.size() > 1 && values.stream().allMatch(v -> v.matches("-?[\\d.eE+-]+"))) {
        series.add(new Series(field.getKey(), values));
      } else if (values.size() > 1) {
        labels = values;
      } else {
        return Optional.empty();
      }
    }
    if (series.isEmpty() && singles.size() > 1) {
      series.add(new Series("Value", List.copyOf(singles.values())));
      labels = List.copyOf(singles.keySet());
    }
    return series.isEmpty() ? Optional.empty() : Optional.of(found(series, labels, rest));
  }

  private static Optional<Found> lists(String text) {
    for (var pattern : List.of(BRACKETS, OPEN)) {
      var series = new ArrayList<Series>();
      var rest = new StringBuilder(text);
      var matcher = pattern.matcher(text);
      while (matcher.find()) {
        var values = values(matcher.group("values"));
        String name = name(matcher.toMatchResult());
        if (!isLabels(name, values)) {
          series.add(new Series(name.isEmpty() ? "Series " + (series.size() + 1) : name, values));
        }
        blank(rest, name.isEmpty() ? matcher.start("values") : matcher.start(), matcher.end());
      }
      if (!series.isEmpty()) {
        return Optional.of(found(series, labels(text, series), rest.toString()));
      }
    }
    return Optional.empty();
  }

  /// "Years: 2019, 2020, 2021" names the periods and is no series.
  private static boolean isLabels(String name, List<String> values) {
    return name.matches("(?i)(?:the )?(?:years?|periods?|weeks?|days?|months?|quarters?)")
        && values.stream().allMatch(v -> v.matches("\\d+"));
  }

  private static List<String> labels(String text, List<Series> series) {
    int size = series.stream().mapToInt(s -> s.values().size()).max().orElse(0);
    var matcher = LABELS.matcher(text);
    while (matcher.find()) {
      var labels =
          Arrays.stream(matcher.group("labels").split("[,;]", -1))
              .map(l -> l.strip().replaceAll("^[\"']|[\"']$", ""))
              .toList();
      if (labels.size() == size) {
        return labels;
      }
    }
    return List.of();
  }

  private static Optional<Found> pairs(String text) {
    var labels = new ArrayList<String>();
    var values = new ArrayList<String>();
    var rest = new StringBuilder(text);
    var matcher = PAIR.matcher(text);
    while (matcher.find()) {
      labels.add(matcher.group("label").strip().replaceFirst("^(?:and|data) ", ""));
      values.add(number(matcher.group("value")));
      blank(rest, matcher.start(), matcher.end());
    }
    if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
      return Optional.empty();
    }
    return Optional.of(found(List.of(new Series("Value", values)), labels, rest.toString()));
  }

  private static Found found(List<Series> series, List<String> labels, String rest) {
    int size = series.stream().mapToInt(s -> s.values().size()).max().orElse(0);
    return new Found(series, labels.size() == size ? labels : List.of(), rest);
  }

  /// In brackets without a sign before them only a proper name counts; of a long one the words
  /// after the last that says nothing: "numbers for Product A" is Product A.
  private static String name(MatchResult match) {
    String name = match.group(1).replaceAll("^[\\s\"'*-]*(?:and\\s+)?|[\\s\"'*]*$", "");
    String between = match.group().substring(match.end(1) - match.start());
    boolean signed = between.matches("(?s)[\"'*]*\\s*[:=].*");
    var words = Arrays.asList(name.split("\\s+", -1));
    int from = words.size();
    while (from > 0 && !says(words.get(from - 1))) {
      from--;
    }
    int to = from;
    while (from > 0 && says(words.get(from - 1))) {
      from--;
    }
    String last = String.join(" ", words.subList(from, to));
    if (signed) {
      int first = 0;
      while (first < words.size() - 1 && !says(words.get(first)) && isLower(words.get(first))) {
        first++;
      }
      boolean sentence = words.size() > 3 && !last.isEmpty();
      return sentence ? last : String.join(" ", words.subList(first, words.size()));
    }
    return !last.isEmpty() && Character.isUpperCase(last.charAt(0)) ? last : "";
  }

  private static boolean isLower(String word) {
    return !word.isEmpty() && Character.isLowerCase(word.charAt(0));
  }

  private static boolean says(String word) {
    boolean letter = word.length() == 1 && Character.isUpperCase(word.charAt(0));
    return letter
        || (!word.isEmpty() && !Vocabulary.isWeak(word.toLowerCase(java.util.Locale.ROOT)));
  }

  /// Where a space follows the commas, those without one separate thousands.
  private static List<String> values(String list) {
    String separator =
        list.matches("(?s).*[,;]\\s.*") ? "\\s*;\\s*|,\\s+|\\s+and\\s+" : "[,;]|\\s+and\\s+";
    return Arrays.stream(list.split(separator, -1))
        .map(v -> number(v.replaceFirst("^and\\s+", "")))
        .toList();
  }

  static String number(String typed) {
    String plain = typed.replaceAll("[$€£%,\\s]", "");
    // Python reads 010 as an error.
    return plain.replaceFirst("^(-?)0+(?=\\d)", "$1");
  }

  private static void blank(StringBuilder text, int start, int end) {
    text.replace(start, end, " ".repeat(end - start));
  }
}
