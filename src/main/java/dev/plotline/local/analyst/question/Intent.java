package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the rules took out of one sentence, before it is clear what it adds up to. Filled by the
/// readers, one after the other.
final class Intent {
  /// Words that name a kind of analysis.
  enum Kind {
    OVERVIEW,
    ROWS,
    COUNT,
    TREND,
    GROWTH,
    DISTRIBUTION,
    CORRELATION,
    SHARE,
    DISTINCT,
    MISSING,
    DUPLICATES,
    COMPARE,
    COMMON,
    SORTED,
    WHICH
  }

  final Table table;
  final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  final List<Mention.OfColumn> measures = new ArrayList<>();
  final List<Statistic> statistics = new ArrayList<>();
  final List<Group> groups = new ArrayList<>();
  final List<Filter> filters = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  @Nullable Period period;
  Group.@Nullable Part part;
  @Nullable Ranking ranking;
  @Nullable Chart chart;
  @Nullable Reading problem;

  /// The sentence goes on from the one before: "and …", "what about …", "as a …".
  boolean continues;

  /// The sentence asks to forget the filters: "for all", "everything".
  boolean everything;

  /// Ranked by "most" or "fewest", which may count rows.
  boolean countable;

  /// A word such as "heaviest" was used, which asks which one it is.
  boolean superlative;

  /// Two things were set against each other: "price vs size".
  boolean versus;

  /// A pivot was asked for: names crossed with names.
  boolean pivot;

  /// Columns whose filters are to be forgotten: "for all regions".
  final Set<Column> freed = new HashSet<>();

  Intent(Table table) {
    this.table = table;
  }

  boolean has(Kind kind) {
    return kinds.contains(kind);
  }

  /// Whether a period or a part of the calendar was named.
  boolean timed() {
    return period != null || part != null;
  }

  /// The column that a mention names; which of several is not for us to choose.
  Column single(Mention.OfColumn mention) {
    if (mention.columns().size() > 1) {
      fail(new Reading.AmbiguousColumn(table, mention.words(), mention.columns()));
    }
    return mention.column();
  }

  /// The first measured column.
  @Nullable Column first() {
    return measures.isEmpty() ? null : measures.getFirst().column();
  }

  /// The measured columns, or these when none was named.
  List<Column> measured(List<Column> otherwise) {
    var columns = measures.stream().flatMap(m -> m.columns().stream()).distinct().toList();
    return columns.isEmpty() ? otherwise : columns;
  }

  /// The column, if one can calculate with it as asked; days have extremes only.
  Column numeric(Column column) throws Declined {
    boolean extremes =
        !statistics.isEmpty() && Set.of(Statistic.MIN, Statistic.MAX).containsAll(statistics);
    if (!column.numeric()
        && column.type() != Column.Type.MIXED
        && !(column.temporal() && extremes)) {
      throw Declined.unfit(table, "Column " + column.name() + " holds no numbers.");
    }
    return column;
  }

  void fail(Reading reading) {
    if (problem == null) {
      problem = reading;
    }
  }

  void add(Statistic statistic) {
    if (!statistics.contains(statistic)) {
      statistics.add(statistic);
    }
  }
}
