package dev.plotline.local.analyst.question;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes out the times that rows are limited to: "in 2013", "since March 2014", "last 12 months".
final class TimeReader {
  private static final String P = "(" + Point.REGEX + ")";
  private static final String YEAR = "(?:the )?(?:years? |months? |quarters? |«c\\d+» )?(?:of )?";
  private static final Pattern RANGE =
      Phrase.of(
          "(?:(?:only|just|in|for|during) )?(?:(?:between|from|between the|from the) "
              + YEAR
              + P
              + " (?:and|to|until|till|through|up to|[-–]) "
              + YEAR
              + P
              + "|"
              + P
              + " (?:to|until|through|[-–]) "
              + P
              + ")");
  private static final Pattern SINCE =
      Phrase.of(
          "(?:only |just )?(since|from|starting in|starting|beginning|as of|after|before|until|till|up to|through) "
              + YEAR
              + P
              + "(?: on(?:wards?)?)?");
  private static final Pattern IN =
      Phrase.of(
          "(?:only |just )?(?:in|during|for|of|within|on|at|only|just|from)(?: only)? "
              + YEAR
              + "("
              + Point.REGEX
              + "(?:"
              + Phrase.AND
              + " (?:in )?"
              + Point.REGEX
              + ")*)(?: only)?");
  private static final Pattern BARE =
      Phrase.of("(" + Point.REGEX + "(?:" + Phrase.AND + " " + Point.REGEX + ")*)(?: only| data)?");
  private static final Pattern RECENT =
      Phrase.of(
          "(?:(?:only|in|for|during|over|within|just) )*(?:the )?(last|past|previous|latest|most recent|first)(?: "
              + Phrase.N
              + ")? (days?|weeks?|months?|quarters?|years?)(?: only| of (?:the )?data)?");
  private static final Pattern ONE = Pattern.compile(Point.REGEX);

  private final Sentence sentence;
  private final Intent intent;
  private final @Nullable Column column;

  private TimeReader(Sentence sentence, Intent intent) {
    this.sentence = sentence;
    this.intent = intent;
    var named = sentence.times();
    this.column = named.isEmpty() ? intent.table.time().orElse(null) : named.getFirst();
  }

  static void read(Sentence sentence, Intent intent) {
    new TimeReader(sentence, intent).read();
  }

  private void read() {
    sentence.each(RECENT, this::recent);
    sentence.each(RANGE, this::range);
    sentence.each(SINCE, this::since);
    sentence.each(IN, m -> points(m.group(1)));
    // A bare "may" is a verb and a bare number is anything: only years and full dates stand alone.
    sentence.each(BARE, m -> m.group(1).matches(".*(«|q\\d).*") && points(m.group(1)));
  }

  private boolean recent(MatchResult match) {
    int count =
        match.group(2) == null ? 1 : new BigDecimal(sentence.token(match.group(2))).intValue();
    var period =
        switch (match.group(3).charAt(0)) {
          case 'd' -> Period.DAY;
          case 'w' -> Period.WEEK;
          case 'm' -> Period.MONTH;
          case 'q' -> Period.QUARTER;
          default -> Period.YEAR;
        };
    if (column == null || (column.years() && period != Period.YEAR)) {
      noDates();
    } else {
      intent.filters.add(
          new Filter.Recent(column, Math.max(1, count), period, !match.group(1).equals("first")));
    }
    return true;
  }

  private boolean range(MatchResult match) {
    boolean second = match.group(1) == null;
    var from = Point.of(match.group(second ? 3 : 1), sentence);
    var to = Point.of(match.group(second ? 4 : 2), sentence);
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    if (from.get().everyYear()) {
      from = withYearOf(from.get(), to.get());
    }
    if (from.isEmpty() || to.get().everyYear()) {
      return months(match);
    }
    return dates(
        from.get().from(), to.get().to(), "from " + from.get().said() + " to " + to.get().said());
  }

  /// "from March to June 2014" means March 2014.
  private static Optional<Point> withYearOf(Point point, Point other) {
    if (other.everyYear()) {
      return Optional.empty();
    }
    int year = other.from().getYear();
    return Optional.of(
        new Point(
            point.from().withYear(year),
            point.to().withYear(year),
            false,
            List.of(),
            point.said()));
  }

  private boolean months(MatchResult match) {
    var ends = new ArrayList<Point>();
    var items = ONE.matcher(match.group());
    while (items.find()) {
      Point.of(items.group(), sentence).ifPresent(ends::add);
    }
    if (ends.size() != 2 || !ends.getLast().everyYear()) {
      return false;
    }
    int first = ends.getFirst().months().getFirst();
    int last = ends.getLast().months().getLast();
    var months = new ArrayList<Integer>();
    for (int m = first; months.isEmpty() || months.getLast() != last; m = m % 12 + 1) {
      months.add(m);
    }
    return months(months, ends.getFirst().said() + " to " + ends.getLast().said());
  }

  private boolean since(MatchResult match) {
    var point = Point.of(match.group(2), sentence);
    if (point.isEmpty() || point.get().everyYear()) {
      return false;
    }
    var p = point.get();
    String said = match.group(1) + " " + p.said();
    return switch (match.group(1)) {
      case "after" -> dates(p.to().plusDays(1), null, said);
      case "before" -> dates(null, p.from().minusDays(1), said);
      case "until", "till", "up to", "through" -> dates(null, p.to(), said);
      default ->
          (match.group().contains("onward") || !match.group(1).equals("from"))
              ? dates(p.from(), null, "since " + p.said())
              : dates(p.from(), p.to(), "in " + p.said());
    };
  }

  private boolean points(String list) {
    if (list.matches(".* (?:vs|versus) .*")) {
      intent.kinds.add(Intent.Kind.COMPARE);
    }
    var points = new ArrayList<Point>();
    var items = ONE.matcher(list);
    while (items.find()) {
      var point = Point.of(items.group(), sentence);
      if (point.isEmpty()) {
        return false;
      }
      points.add(point.get());
    }
    if (points.size() == 1 && !points.getFirst().everyYear() && !points.getFirst().wholeYear()) {
      var p = points.getFirst();
      return dates(p.from(), p.to(), (p.from().equals(p.to()) ? "on " : "in ") + p.said());
    }
    if (points.stream().allMatch(Point::wholeYear)) {
      return years(points.stream().map(p -> p.from().getYear()).toList());
    }
    // "in June and July 2014": the last year counts for all.
    if (points.stream().anyMatch(Point::wholeYear)
        || points.subList(0, points.size() - 1).stream().anyMatch(p -> !p.everyYear())) {
      return false;
    }
    var last = points.getLast();
    boolean timed = !last.everyYear() && !last.months().isEmpty();
    String said = String.join(", ", points.stream().map(Point::said).toList());
    return months(points.stream().flatMap(p -> p.months().stream()).toList(), said)
        && (!timed || years(List.of(last.from().getYear())));
  }

  private boolean dates(@Nullable LocalDate from, @Nullable LocalDate to, String said) {
    if (column == null) {
      noDates();
    } else if (column.years()) {
      intent.filters.add(years(column, from, to));
    } else {
      intent.filters.add(new Filter.Dates(column, from, to, said));
    }
    return true;
  }

  private static Filter years(Column column, @Nullable LocalDate from, @Nullable LocalDate to) {
    if (from == null || to == null) {
      return from == null
          ? new Filter.Compared(
              column, "<=", String.valueOf(java.util.Objects.requireNonNull(to).getYear()))
          : new Filter.Compared(column, ">=", String.valueOf(from.getYear()));
    }
    return new Filter.Between(column, String.valueOf(from.getYear()), String.valueOf(to.getYear()));
  }

  private boolean years(List<Integer> years) {
    if (column == null) {
      noDates();
    } else {
      intent.filters.add(new Filter.Years(column, years));
    }
    return true;
  }

  private boolean months(List<Integer> months, String said) {
    if (column != null && column.temporal()) {
      intent.filters.add(new Filter.Months(column, months, said));
      return true;
    }
    // Perhaps a text column holds the names of months.
    if (column == null && !said.contains(" ") && !intent.table.categories().isEmpty()) {
      intent.filters.add(new Filter.Somewhere(intent.table.categories(), said, true));
      return true;
    }
    noDates();
    return true;
  }

  private void noDates() {
    intent.fail(
        new Reading.Unfit(
            intent.table,
            column == null
                ? "There is no column with dates in this table."
                : "Column " + column.name() + " holds years only."));
  }
}
