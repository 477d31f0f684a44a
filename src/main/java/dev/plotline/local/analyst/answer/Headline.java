package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Ranking;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The sentence with the key numbers.
final class Headline {
  private static final int MOST_NAMES = 3;

  private static final Pattern SPAN = Pattern.compile("\\d+ from (.*) to (.*)");

  private Headline() {}

  /// Who is highest and who is lowest in a table of groups; `value` is the column that counts. Of a
  /// table that isn't whole only the top is known.
  static String extremes(
      PrintedTable table,
      int value,
      @Nullable Ranking ranking,
      @Nullable String overall,
      boolean whole) {
    String what = Markdown.name(table.header().get(value));
    var numbers = table.column(value);
    int decimals = Numbers.decimals(numbers);
    BigDecimal high = null;
    BigDecimal low = null;
    for (String text : numbers) {
      var number = Numbers.parse(text);
      if (number.isPresent()) {
        high = high == null ? number.get() : high.max(number.get());
        low = low == null ? number.get() : low.min(number.get());
      }
    }
    if (high == null || low == null) {
      return "There is no value to compare.";
    }
    String rest = overall == null ? "" : " Over all rows it is " + Numbers.show(overall) + ".";
    if (high.compareTo(low) == 0) {
      return "**%s: the %s is %s.**%s"
          .formatted(names(table, value, high), what, Numbers.show(high, decimals), rest);
    }
    boolean up = ranking == null || ranking.highest();
    String first =
        "**%s %s the %s %s: %s**"
            .formatted(
                names(table, value, up ? high : low),
                has(table, value, up ? high : low),
                up ? "highest" : "lowest",
                what,
                Numbers.show(up ? high : low, decimals));
    boolean cut = !whole || (ranking != null && ranking.count() < Integer.MAX_VALUE);
    String second =
        cut
            ? "."
            : "; %s %s the %s: %s."
                .formatted(
                    names(table, value, up ? low : high),
                    has(table, value, up ? low : high),
                    up ? "lowest" : "highest",
                    Numbers.show(up ? low : high, decimals));
    return first + second + rest;
  }

  private static String names(PrintedTable table, int value, BigDecimal number) {
    var names = with(table, value, number);
    return names.size() > MOST_NAMES
        ? names.size() + " of the " + table.rows().size() + " groups"
        : list(names);
  }

  private static String list(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private static String has(PrintedTable table, int value, BigDecimal number) {
    return with(table, value, number).size() == 1 ? "has" : "have";
  }

  private static List<String> with(PrintedTable table, int value, BigDecimal number) {
    var names = new ArrayList<String>();
    for (var row : table.rows()) {
      if (Numbers.parse(row.get(value)).filter(n -> n.compareTo(number) == 0).isPresent()) {
        var labels = row.subList(0, Math.max(1, labels(table, value)));
        names.add(
            String.join(", ", labels.stream().map(Markdown::label).map(Markdown::name).toList()));
      }
    }
    return names;
  }

  private static int labels(PrintedTable table, int value) {
    return Math.min(value, table.header().size());
  }

  /// The highest and the lowest number of a table of names crossed with names.
  static String corners(PrintedTable table) {
    int highRow = -1;
    int highColumn = 0;
    int lowRow = -1;
    int lowColumn = 0;
    for (int row = 0; row < table.rows().size(); row++) {
      for (int column = 1; column < table.header().size(); column++) {
        var number = Numbers.parse(table.cell(row, column));
        if (number.isEmpty()) {
          continue;
        }
        if (highRow < 0 || number.get().compareTo(at(table, highRow, highColumn)) > 0) {
          highRow = row;
          highColumn = column;
        }
        if (lowRow < 0 || number.get().compareTo(at(table, lowRow, lowColumn)) < 0) {
          lowRow = row;
          lowColumn = column;
        }
      }
    }
    return highRow < 0
        ? ""
        : "The highest is %s, the lowest %s."
            .formatted(corner(table, highRow, highColumn), corner(table, lowRow, lowColumn));
  }

  private static BigDecimal at(PrintedTable table, int row, int column) {
    return Numbers.parse(table.cell(row, column)).orElse(BigDecimal.ZERO);
  }

  private static String corner(PrintedTable table, int row, int column) {
    return "%s for %s and %s"
        .formatted(
            Numbers.show(table.cell(row, column)),
            Markdown.name(Markdown.label(table.cell(row, 0))),
            Markdown.name(Markdown.label(table.header().get(column))));
  }

  /// How series went, from the table of their ends. `span` is "48 from 2012-01 to 2015-12".
  static String course(PrintedTable ends, Analysis.Trend trend, String span) {
    int first = ends.header().indexOf("first");
    int growth = ends.header().indexOf("growth in %");
    var places = SPAN.matcher(span);
    if (first < 0 || ends.isEmpty() || !places.matches()) {
      return "";
    }
    String what = (Markdown.value(measured(trend)) + " ").stripLeading();
    var said = new ArrayList<String>();
    for (var row : ends.rows().stream().limit(MOST_NAMES).toList()) {
      int decimals = Numbers.decimals(row.subList(first, first + 3));
      if (row.get(first + 2).equals(row.get(first + 4))) {
        said.add(
            "**The %s%s stayed at %s.**"
                .formatted(what, Markdown.name(row.getFirst()), number(row.get(first), decimals)));
        continue;
      }
      said.add(
          "**The %s%s went from %s (%s) to %s (%s)%s.** It was highest in %s (%s) and lowest in %s (%s)."
              .formatted(
                  what,
                  Markdown.name(row.getFirst()),
                  number(row.get(first), decimals),
                  period(places.group(1)),
                  number(row.get(first + 1), decimals),
                  period(places.group(2)),
                  growth < 0 ? "" : ", a change of " + Numbers.percent(row.get(growth)),
                  period(row.get(first + 3)),
                  number(row.get(first + 2), decimals),
                  period(row.get(first + 5)),
                  number(row.get(first + 4), decimals)));
    }
    return String.join(" ", said);
  }

  /// What the number of one series is: "total Revenue of" for those of a split.
  private static String measured(Analysis.Trend trend) {
    if (trend.split() == null) {
      return trend.measures().isEmpty() ? "" : trend.statistic().of();
    }
    return trend.measures().isEmpty()
        ? "number of rows of"
        : trend.statistic().of() + " " + trend.measures().getFirst().name() + " of";
  }

  private static String period(String text) {
    return Markdown.name(Markdown.label(text));
  }

  private static String number(String text, int decimals) {
    return Numbers.parse(text).map(n -> Numbers.show(n, decimals)).orElse("–");
  }

  /// A correlation in words.
  static String correlation(String a, String b, BigDecimal r) {
    double size = Math.abs(r.doubleValue());
    String strength =
        size < 0.1
            ? "practically none"
            : (size < 0.3 ? "a weak " : size < 0.6 ? "a moderate " : "a strong ")
                + (r.signum() > 0 ? "positive one" : "negative one");
    return "**The correlation of %s and %s is %s: %s.**"
        .formatted(Markdown.name(a), Markdown.name(b), Numbers.show(r, 3), strength);
  }
}
