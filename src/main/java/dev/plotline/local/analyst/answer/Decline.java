package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Reading;
import dev.plotline.local.analyst.question.SeriesQuestion;
import dev.plotline.local.analyst.question.Spelling;
import dev.plotline.local.analyst.question.Table;
import java.util.List;
import java.util.stream.Collectors;

/// Says what was not understood or can't be done, and what would work instead.
public final class Decline {
  private static final int MOST = 30;

  private Decline() {}

  /// Words that no rule knows.
  public static String unknownWords(Reading.UnknownWords reading) {
    return "I didn't understand %s, so I'd rather not guess.%s\n\n%s"
        .formatted(
            reading.words().stream().limit(6).map(Decline::said).collect(Collectors.joining(", ")),
            meant(reading.words(), reading.table()),
            help(reading.table()));
  }

  /// A column that isn't there.
  public static String unknownColumn(Reading.UnknownColumn reading) {
    return "There is no column %s in %s.%s\n\n%s"
        .formatted(
            said(reading.name()),
            Markdown.name(reading.table().label()),
            meant(List.of(reading.name()), reading.table()),
            help(reading.table()));
  }

  /// Words that fit several columns.
  public static String ambiguousColumn(Reading.AmbiguousColumn reading) {
    return "%s could be %s. Which one do you mean? Ask again with the full name."
        .formatted(said(reading.word()), names(reading.columns()));
  }

  /// Words that fit several tables.
  public static String ambiguousTable(List<Table> tables) {
    return "There are several tables that this could be about:\n"
        + tables.stream()
            .limit(MOST)
            .map(t -> "- " + Markdown.name(t.label()))
            .collect(Collectors.joining("\n"))
        + "\n\nAsk again with the name of the file or the sheet.";
  }

  /// Words about typed series.
  public static String typed(SeriesQuestion question) {
    String name = question.series().getFirst().name();
    return "I didn't understand that about the numbers you typed. For example:\n"
        + "- `as a bar chart`\n- `what are the totals and averages?`\n- `only "
        + name.replace('`', '\'')
        + "`";
  }

  /// Something the rules can't do.
  public static String unsupported(Reading.Unsupported reading) {
    return "I cannot %s: I'm made of rules for common questions.\n\n%s"
        .formatted(reading.what(), SmallTalk.examples(List.of(reading.table())));
  }

  /// A calculation that doesn't fit the columns.
  public static String unfit(Reading.Unfit reading) {
    return Markdown.sentence(reading.sentence()) + "\n\n" + help(reading.table());
  }

  /// Nothing recognised.
  public static String nothing(Table table) {
    return "I didn't understand the question.\n\n" + help(table);
  }

  private static String help(Table table) {
    return "The columns are %s.\n\n%s"
        .formatted(names(table.columns()), SmallTalk.examples(List.of(table)));
  }

  private static String meant(List<String> words, Table table) {
    return words.stream()
        .flatMap(w -> Spelling.nearest(w, table).stream())
        .findFirst()
        .map(n -> " Did you mean " + said(n) + "?")
        .orElse("");
  }

  private static String names(List<Column> columns) {
    String names =
        columns.stream()
            .limit(MOST)
            .map(c -> Markdown.name(c.name()))
            .collect(Collectors.joining(", "));
    return columns.size() > MOST ? names + ", …" : names;
  }

  private static String said(String words) {
    return "“" + Markdown.name(words) + "”";
  }
}
