package dev.plotline.local.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A question, the talk before it, and the numbers that are right, by their labels.
record Case(String file, List<String> before, String question, Map<String, Double> expected) {
  /// Numbers of groups.
  static Case of(String file, String question, Map<String, Double> expected) {
    return new Case(file, List.of(), question, expected);
  }

  /// A single number.
  static Case of(String file, String question, double expected) {
    return of(file, question, Map.of("", expected));
  }

  /// The same after other questions.
  Case after(String... questions) {
    return new Case(file, List.of(questions), question, expected);
  }

  /// The largest of the expected numbers alone.
  static Map<String, Double> top(Map<String, Double> all) {
    return top(all, 1);
  }

  static Map<String, Double> top(Map<String, Double> all, int count) {
    var top = new TreeMap<String, Double>();
    all.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(count)
        .forEach(e -> top.put(e.getKey(), e.getValue()));
    return top;
  }
}
