package dev.plotline.local.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Looks for numbers in what the code printed, in rows by their labels.
final class Printout {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.]*\\w)");
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();

  Printout(String stdout) {
    stdout.lines().forEach(l -> rows.add(Arrays.asList(l.split(",", -1))));
    var matcher = NUMBER.matcher(stdout);
    while (matcher.find()) {
      numbers.add(Double.parseDouble(matcher.group()));
    }
  }

  /// Whether each label has a row with its number, to nine digits.
  boolean has(Map<String, Double> expected) {
    return expected.entrySet().stream().allMatch(e -> has(e.getKey(), e.getValue()));
  }

  private boolean has(String label, double number) {
    if (label.isEmpty()) {
      return numbers.stream().anyMatch(n -> same(n, number));
    }
    var labels = Arrays.asList(label.split("\\|", -1));
    return rows.stream().anyMatch(r -> labelled(r, labels) && hasNumber(r, number))
        || (labels.size() == 2 && inMatrix(labels.get(0), labels.get(1), number));
  }

  private boolean inMatrix(String row, String column, double number) {
    for (var header : rows) {
      int at = header.indexOf(column);
      if (at > 0
          && rows.stream()
              .anyMatch(r ->
                  r.size() == header.size()
                      && r.getFirst().equals(row)
                      && hasNumber(List.of(r.get(at)), number))) {
        return true;
      }
    }
    return false;
  }

  private static boolean labelled(List<String> row, List<String> labels) {
    return labels.stream()
        .allMatch(l -> row.stream().anyMatch(c -> c.equals(l) || c.equals(l + ".0")));
  }

  private static boolean hasNumber(List<String> cells, double number) {
    return cells.stream()
        .filter(c -> c.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?"))
        .anyMatch(c -> same(Double.parseDouble(c), number));
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
