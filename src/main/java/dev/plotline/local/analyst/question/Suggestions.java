package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.List;

/// Questions that fit a table and that the rules can answer: each is read before it is offered.
public final class Suggestions {
  private static final int COUNT = 3;
  private static final long MOST_GROUPS = 40;

  /// For when there is no table to fit.
  public static final List<String> GENERAL =
      List.of(
          "Product A: [100, 120, 95], Product B: [80, 85, 90]: show the trends and growth rates",
          "What is the average price by category, as a bar chart? (with a CSV or Excel file)",
          "Show the total sales by month since 2024 (with a CSV or Excel file)");

  private Suggestions() {}

  /// Three questions at most.
  public static List<String> of(Table table) {
    var number = table.numbers().stream().filter(c -> c.distinct() > 1).findFirst();
    var category =
        table.categories().stream()
            .filter(c -> c.distinct() > 1 && c.distinct() <= MOST_GROUPS)
            .findFirst();
    var wanted = new ArrayList<String>();
    if (number.isPresent() && category.isPresent()) {
      String statistic = Spans.isLevel(number.get()) ? "average" : "total";
      wanted.add("What is the %s %s by %s, as a bar chart?");
      wanted.set(
          0, wanted.getFirst().formatted(statistic, quoted(number.get()), quoted(category.get())));
    }
    var time = table.time().filter(Column::temporal);
    if (number.isPresent() && time.isPresent()) {
      String statistic = Spans.isLevel(number.get()) ? "average" : "total";
      wanted.add(
          "Show the %s %s by %s"
              .formatted(statistic, quoted(number.get()), Spans.period(time.get()).word()));
    }
    var numbers = table.numbers().stream().filter(c -> c.distinct() > 1).toList();
    if (numbers.size() > 1) {
      wanted.add(
          "How are %s and %s correlated?"
              .formatted(quoted(numbers.get(0)), quoted(numbers.get(1))));
    }
    number.ifPresent(c -> wanted.add("Show the distribution of " + quoted(c)));
    category.ifPresent(c -> wanted.add("How many rows are there by " + quoted(c) + "?"));
    wanted.add("Which values are missing?");
    wanted.add("How many rows are there?");
    wanted.add("Show the first 10 rows");
    return wanted.stream()
        .map(q -> plain(q, table))
        .filter(q -> understood(q, table))
        .limit(COUNT)
        .toList();
  }

  private static String quoted(Column column) {
    return "\"" + column.name() + "\"";
  }

  /// Without the quotation marks where they aren't needed.
  private static String plain(String question, Table table) {
    String plain = question.replace("\"", "");
    return QuestionReader.read(plain, table, null)
            .reading()
            .equals(QuestionReader.read(question, table, null).reading())
        ? plain
        : question;
  }

  private static boolean understood(String question, Table table) {
    return QuestionReader.read(question, table, null).reading() instanceof Reading.Asked;
  }
}
