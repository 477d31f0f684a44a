package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table in the test's own hands: written to a file for the analyst, and calculated with in Java
/// to know what is right. Cells are Long, Double, String, Boolean, LocalDate or null.
record Grid(String file, List<String> columns, List<List<@Nullable Object>> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Grid weather() throws IOException {
    try (var in = resource("/data/seattle-weather.csv")) {
      var lines =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines().toList();
      var rows = new ArrayList<List<@Nullable Object>>();
      for (String line : lines.subList(1, lines.size())) {
        var cells = line.split(",", -1);
        var row = new ArrayList<@Nullable Object>();
        row.add(LocalDate.parse(cells[0]));
        for (int i = 1; i < 5; i++) {
          row.add(Double.parseDouble(cells[i]));
        }
        row.add(cells[5]);
        rows.add(row);
      }
      return new Grid("seattle-weather.csv", List.of(lines.getFirst().split(",", -1)), rows);
    }
  }

  static Grid penguins() throws IOException {
    try (var in = resource("/data/penguins.json")) {
      var json = JSON.readTree(in);
      var columns = new ArrayList<String>();
      json.get(0).fieldNames().forEachRemaining(columns::add);
      var rows = new ArrayList<List<@Nullable Object>>();
      for (var record : json) {
        var row = new ArrayList<@Nullable Object>();
        columns.forEach(c -> row.add(cell(record.path(c))));
        rows.add(row);
      }
      return new Grid("penguins.json", columns, rows);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Grid.class.getResourceAsStream(name), name);
  }

  private static @Nullable Object cell(JsonNode value) {
    return value.isNumber() ? value.asDouble() : value.isNull() ? null : value.asText();
  }

  // -- writing

  void writeSeparated(Path folder, String separator) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(String.join(separator, columns));
    for (var row : rows) {
      lines.add(
          row.stream()
              .map(c -> c == null ? "" : c.toString())
              .collect(Collectors.joining(separator)));
    }
    Files.write(folder.resolve(file), lines);
  }

  void writeJson(Path folder) throws IOException {
    var records = new ArrayList<Map<String, Object>>();
    for (var row : rows) {
      var record = new LinkedHashMap<String, Object>();
      for (int i = 0; i < columns.size(); i++) {
        record.put(columns.get(i), row.get(i) instanceof LocalDate d ? d.toString() : row.get(i));
      }
      records.add(record);
    }
    JSON.writeValue(folder.resolve(file).toFile(), records);
  }

  // -- calculating

  Grid where(String column, Object value) {
    return where(column, v -> Objects.equals(v, value));
  }

  Grid where(String column, Predicate<@Nullable Object> condition) {
    int at = columns.indexOf(column);
    return new Grid(
        file,
        columns,
        rows.stream().filter(r -> r.get(at) != null && condition.test(r.get(at))).toList());
  }

  Grid in(String column, int year) {
    return where(column, v -> v instanceof LocalDate d && d.getYear() == year);
  }

  /// The numbers of a column, without the missing.
  List<Double> numbers(String column) {
    int at = columns.indexOf(column);
    return rows.stream()
        .map(r -> r.get(at))
        .filter(Number.class::isInstance)
        .map(v -> ((Number) v).doubleValue())
        .toList();
  }

  Map<String, Double> by(String column, Function<Grid, Double> statistic) {
    return by(column, String::valueOf, statistic);
  }

  Map<String, Double> by(
      String column, Function<Object, String> label, Function<Grid, Double> statistic) {
    int at = columns.indexOf(column);
    var groups = new TreeMap<String, List<List<@Nullable Object>>>();
    for (var row : rows) {
      if (row.get(at) != null) {
        groups.computeIfAbsent(label.apply(row.get(at)), _ -> new ArrayList<>()).add(row);
      }
    }
    var results = new TreeMap<String, Double>();
    for (var group : groups.entrySet()) {
      results.put(group.getKey(), statistic.apply(new Grid(file, columns, group.getValue())));
    }
    return results;
  }

  static String month(Object date) {
    return date.toString().substring(0, 7);
  }

  static String year(Object date) {
    return date.toString().substring(0, 4);
  }

  double count() {
    return rows.size();
  }

  double sum(String column) {
    return numbers(column).stream().mapToDouble(v -> v).sum();
  }

  double mean(String column) {
    return numbers(column).stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  double min(String column) {
    return numbers(column).stream().mapToDouble(v -> v).min().orElse(Double.NaN);
  }

  double max(String column) {
    return numbers(column).stream().mapToDouble(v -> v).max().orElse(Double.NaN);
  }

  double median(String column) {
    var sorted = numbers(column).stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double std(String column) {
    double mean = mean(column);
    var numbers = numbers(column);
    double squares = numbers.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (numbers.size() - 1));
  }

  double missing(String column) {
    int at = columns.indexOf(column);
    return rows.stream().filter(r -> r.get(at) == null).count();
  }

  double distinct(String column) {
    int at = columns.indexOf(column);
    return rows.stream().map(r -> r.get(at)).filter(Objects::nonNull).distinct().count();
  }

  double correlation(String a, String b) {
    var pairs = where(a, v -> true).where(b, v -> true);
    double ma = pairs.mean(a);
    double mb = pairs.mean(b);
    var as = pairs.numbers(a);
    var bs = pairs.numbers(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < as.size(); i++) {
      ab += (as.get(i) - ma) * (bs.get(i) - mb);
      aa += (as.get(i) - ma) * (as.get(i) - ma);
      bb += (bs.get(i) - mb) * (bs.get(i) - mb);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
