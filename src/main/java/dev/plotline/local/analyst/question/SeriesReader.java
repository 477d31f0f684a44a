package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds series of numbers typed into a question: `A: [1, 2, 3], B: [2, 3, 4]`, `A = 1, 2, 3`.
final class SeriesReader {
  private static final String NUMBER = "-?\\d+(?:\\.\\d+)?";
  private static final String LIST = NUMBER + "(?:\\s*[,;]\\s*" + NUMBER + ")+";
  private static final Pattern BRACKETS =
      Pattern.compile(
          "(?<name>[^\\[\\]:=,;\\n{}]{0,80}?)[\"']?\\s*[:=]?\\s*\\[\\s*(?<values>"
              + LIST
              + ")\\s*]");
  private static final Pattern OPEN =
      Pattern.compile(
          "(?<name>[^\\[\\]:=,;\\n{}]{1,80}?)\\s*[:=]\\s*(?<values>" + LIST + ")(?![\\d.%])");

  private SeriesReader() {}

  static Optional<SeriesQuestion> read(String text) {
    var series = find(BRACKETS, text);
    if (series.isEmpty()) {
      series = find(OPEN, text);
    }
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SeriesQuestion(
                series, List.of(), new SeriesQuestion.Wanted(true, List.of()), Chart.AUTO));
  }

  private static List<SeriesQuestion.Series> find(Pattern pattern, String text) {
    var series = new ArrayList<SeriesQuestion.Series>();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      String name = matcher.group("name").replaceAll("^[\\s\"'*-]*(?:and\\s+)?|[\\s\"'*]*$", "");
      series.add(
          new SeriesQuestion.Series(
              name.isEmpty() ? "Series " + (series.size() + 1) : name,
              List.of(matcher.group("values").split("\\s*[,;]\\s*"))));
    }
    return series;
  }
}
