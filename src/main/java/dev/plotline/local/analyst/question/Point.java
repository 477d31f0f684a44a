package dev.plotline.local.analyst.question;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A time that somebody named, as the days it covers. Without a year it comes round every year, and
/// then only `months` count.
record Point(LocalDate from, LocalDate to, boolean everyYear, List<Integer> months, String said) {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final String MONTH =
      "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
          + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

  /// Matches one point; no groups.
  static final String REGEX =
      "(?:«d\\d+»|(?:"
          + MONTH
          + ")(?: «n\\d+» ,? ?«n\\d+»|(?: of| ,)? «n\\d+»)?|«n\\d+» (?:"
          + MONTH
          + ") «n\\d+»|(?:the )?q[1-4](?:(?: of)? «n\\d+»)?|«n\\d+»(?: q[1-4])?)";

  private static final Pattern PART = Pattern.compile("«([nd])(\\d+)»|(q[1-4])|(" + MONTH + ")");

  Point {
    months = List.copyOf(months);
  }

  /// What `match` of [#REGEX] in a sentence means; empty when its numbers are no date.
  static Optional<Point> of(String match, Sentence sentence) {
    int month = 0;
    int quarter = 0;
    var numbers = new java.util.ArrayList<String>();
    var parts = PART.matcher(match);
    while (parts.find()) {
      if (parts.group(3) != null) {
        quarter = parts.group(3).charAt(1) - '0';
      } else if (parts.group(4) != null) {
        month = month(parts.group(4));
      } else if (parts.group(1).equals("d")) {
        return day(sentence.token(parts.group(2)));
      } else {
        numbers.add(sentence.token(parts.group(2)));
      }
    }
    return of(month, quarter, numbers);
  }

  private static Optional<Point> of(int month, int quarter, List<String> numbers) {
    String year = numbers.isEmpty() ? "" : numbers.getLast();
    if (numbers.size() == 2) {
      return day(numbers.getLast(), month, numbers.getFirst());
    }
    if (!year.isEmpty() && !year.matches("(1[89]|2[01])\\d\\d")) {
      return Optional.empty();
    }
    int first = quarter > 0 ? quarter * 3 - 2 : month > 0 ? month : 1;
    int last = quarter > 0 ? quarter * 3 : month > 0 ? month : 12;
    var months = java.util.stream.IntStream.rangeClosed(first, last).boxed().toList();
    String named = quarter > 0 ? "Q" + quarter : month > 0 ? name(month) : "";
    int y = year.isEmpty() ? 2000 : Integer.parseInt(year);
    return Optional.of(
        new Point(
            LocalDate.of(y, first, 1),
            YearMonth.of(y, last).atEndOfMonth(),
            year.isEmpty(),
            months,
            (named + " " + year).strip()));
  }

  private static Optional<Point> day(String year, int month, String day) {
    try {
      var date = LocalDate.of(Integer.parseInt(year), month, Integer.parseInt(day));
      return Optional.of(new Point(date, date, false, List.of(), date.toString()));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Point> day(String date) {
    try {
      if (date.length() == 7 && date.charAt(4) == '-') {
        var month = YearMonth.parse(date);
        return Optional.of(new Point(month.atDay(1), month.atEndOfMonth(), false, List.of(), date));
      }
      if (date.contains("/")) {
        // Month first, as Americans write it, unless it can't be.
        var parts = date.split("/", -1);
        int first = Integer.parseInt(parts[0]);
        boolean american = first <= 12;
        return day(
            parts[2],
            american ? first : Integer.parseInt(parts[1]),
            american ? parts[1] : parts[0]);
      }
      var day = LocalDate.parse(date);
      return Optional.of(new Point(day, day, false, List.of(), date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int month(String word) {
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).startsWith(word.substring(0, 3))) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("not a month: " + word);
  }

  private static String name(int month) {
    String name = MONTHS.get(month - 1);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /// Whether it is one whole year.
  boolean wholeYear() {
    return !everyYear && from.getDayOfYear() == 1 && to.equals(from.plusYears(1).minusDays(1));
  }
}
