package dev.plotline.local.analyst.question;

import dev.plotline.local.analyst.question.SeriesQuestion.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds a small table pasted into the question: a line of names, then lines of a label and
/// numbers, separated by commas, semicolons, tabs or bars.
final class PastedTable {
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[|,;\\t]\\s*");
  private static final Pattern RULE = Pattern.compile("[\\s|:+-]+");

  private PastedTable() {}

  static Optional<SeriesReader.Found> find(String text) {
    var lines = text.lines().toList();
    for (int from = 0; from < lines.size(); from++) {
      var header = cells(lines.get(from));
      var rows = new ArrayList<List<String>>();
      int to = from + 1;
      for (; to < lines.size(); to++) {
        if (RULE.matcher(lines.get(to)).matches()) {
          continue;
        }
        var row = cells(lines.get(to));
        if (row.size() != header.size() || !isData(row)) {
          break;
        }
        rows.add(row);
      }
      if (header.size() > 1 && rows.size() > 1 && !isData(header)) {
        var rest = new ArrayList<>(lines.subList(0, from));
        rest.addAll(lines.subList(to, lines.size()));
        return Optional.of(found(header, rows, String.join("\n", rest)));
      }
    }
    return Optional.empty();
  }

  private static SeriesReader.Found found(
      List<String> header, List<List<String>> rows, String rest) {
    var series = new ArrayList<Series>();
    for (int i = 1; i < header.size(); i++) {
      int column = i;
      series.add(
          new Series(
              header.get(i), rows.stream().map(r -> SeriesReader.number(r.get(column))).toList()));
    }
    return new SeriesReader.Found(series, rows.stream().map(List::getFirst).toList(), rest);
  }

  private static List<String> cells(String line) {
    return Arrays.asList(SEPARATOR.split(line.replaceAll("^\\s*\\|?\\s*|\\s*\\|?\\s*$", ""), -1));
  }

  private static boolean isData(List<String> cells) {
    return cells.size() > 1
        && cells.stream().skip(1).allMatch(c -> c.matches("[$€£]?-?\\d+(\\.\\d+)?%?"));
  }
}
