package dev.plotline.local.analyst.question;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns "heaviest" into the highest of the one column that weighs, and "older than 40" into an age
/// over 40, where there is just one such column.
final class Superlatives {
  /// An adjective with its forms, and the nouns of the columns that it measures.
  private record Adjective(String more, String most, boolean high, Set<String> nouns) {}

  private static final Set<String> MASS = Set.of("mass", "weight");
  private static final Set<String> LENGTH = Set.of("length", "duration", "distance");
  private static final Set<String> PRICE = Set.of("price", "cost", "fee", "rent");
  private static final Set<String> HEAT = Set.of("temperature", "temp");
  private static final Set<String> SPEED = Set.of("speed", "velocity");
  private static final Set<String> RAIN = Set.of("precipitation", "rain", "rainfall");

  private static final List<Adjective> ADJECTIVES =
      List.of(
          new Adjective("heavier", "heaviest", true, MASS),
          new Adjective("lighter", "lightest", false, MASS),
          new Adjective("longer", "longest", true, LENGTH),
          new Adjective("shorter", "shortest", false, LENGTH),
          new Adjective("taller", "tallest", true, Set.of("height")),
          new Adjective("older", "oldest", true, Set.of("age")),
          new Adjective("younger", "youngest", false, Set.of("age")),
          new Adjective("more expensive", "most expensive", true, PRICE),
          new Adjective("cheaper", "cheapest", false, PRICE),
          new Adjective("hotter", "hottest", true, HEAT),
          new Adjective("warmer", "warmest", true, HEAT),
          new Adjective("colder", "coldest", false, HEAT),
          new Adjective("faster", "fastest", true, SPEED),
          new Adjective("slower", "slowest", false, SPEED),
          new Adjective("wetter", "wettest", true, RAIN),
          new Adjective("rainier", "rainiest", true, RAIN),
          new Adjective("drier", "driest", false, RAIN),
          new Adjective("windier", "windiest", true, Set.of("wind")));

  private static final Pattern MOST =
      Pattern.compile(
          "(?i)\\b("
              + ADJECTIVES.stream().map(Adjective::most).collect(Collectors.joining("|"))
              + ")\\b(?!\\s+(?:average|mean|median|total|\"))(?:\\s+(week|month|quarter|year|weekday)s?\\b)?");
  private static final Pattern MORE =
      Pattern.compile(
          "(?i)\\b("
              + ADJECTIVES.stream().map(Adjective::more).collect(Collectors.joining("|"))
              + ") than (?=\\d)");

  private Superlatives() {}

  /// The sentence with such words replaced; what they were taken for is added to `notes`.
  static String replace(String text, Table table, List<String> notes) {
    String most =
        MOST.matcher(text).replaceAll(m -> Matcher.quoteReplacement(most(m, table, notes)));
    return MORE.matcher(most).replaceAll(m -> Matcher.quoteReplacement(more(m, table)));
  }

  private static String most(MatchResult match, Table table, List<String> notes) {
    String word = match.group(1).toLowerCase(Locale.ROOT);
    var adjective =
        ADJECTIVES.stream().filter(a -> a.most().equals(word)).findFirst().orElseThrow();
    var column = column(adjective, table);
    if (column.isEmpty()) {
      return match.group();
    }
    String rank = adjective.high() ? "highest" : "lowest";
    String name = column.get().name();
    notes.add("“%s” is taken as the %s %s.".formatted(word, rank, name));
    String unit = match.group(2);
    return rank + " \"" + name + "\"" + (unit == null ? "" : " by " + unit);
  }

  private static String more(MatchResult match, Table table) {
    String word = match.group(1).toLowerCase(Locale.ROOT);
    var adjective =
        ADJECTIVES.stream().filter(a -> a.more().equals(word)).findFirst().orElseThrow();
    return column(adjective, table)
        .map(c -> "with \"" + c.name() + "\" " + (adjective.high() ? "over " : "under "))
        .orElse(match.group());
  }

  private static Optional<Column> column(Adjective adjective, Table table) {
    var columns =
        table.numbers().stream()
            .filter(c -> Names.words(c.name()).stream().anyMatch(adjective.nouns()::contains))
            .toList();
    if (columns.size() > 1) {
      // The hottest day is that of the highest maximum.
      var ends =
          adjective.high() ? Set.of("max", "maximum", "high") : Set.of("min", "minimum", "low");
      columns =
          columns.stream()
              .filter(c -> Names.words(c.name()).stream().anyMatch(ends::contains))
              .toList();
    }
    return columns.size() == 1 ? Optional.of(columns.getFirst()) : Optional.empty();
  }
}
