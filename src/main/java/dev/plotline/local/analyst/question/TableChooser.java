package dev.plotline.local.analyst.question;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the table that a question is about, by reading the question for each of them.
final class TableChooser {
  private TableChooser() {}

  private record Candidate(Table table, Reading reading, int mentions) {
    boolean understood() {
      return reading instanceof Reading.Asked;
    }
  }

  static Reading read(String text, List<Table> tables, List<Table> fresh, @Nullable Query before) {
    var named = named(text, tables);
    var candidates = new ArrayList<Candidate>();
    for (var table : named.isEmpty() ? tables : named) {
      var result = QuestionReader.read(text, table, before);
      candidates.add(new Candidate(table, result.reading(), result.mentions()));
    }
    var best = best(candidates, fresh, before);
    if (best.size() > 1 && best.getFirst().understood()) {
      return new Reading.AmbiguousTable(best.stream().map(Candidate::table).toList());
    }
    var reading = best.getLast().reading();
    return tables.size() > 1 && reading instanceof Reading.Asked(Query query)
        ? new Reading.Asked(noted(query))
        : reading;
  }

  private static Query noted(Query query) {
    var notes = new ArrayList<>(query.notes());
    notes.add("This is about " + query.table().label() + ".");
    return query.withNotes(notes);
  }

  /// Understood before not understood, more columns before fewer, then the table of the question
  /// before, then the files that came with this one.
  private static List<Candidate> best(
      List<Candidate> candidates, List<Table> fresh, @Nullable Query before) {
    var left = candidates;
    if (left.stream().anyMatch(Candidate::understood)) {
      left = left.stream().filter(Candidate::understood).toList();
    }
    int most = left.stream().mapToInt(Candidate::mentions).max().orElse(0);
    left = left.stream().filter(c -> c.mentions() == most).toList();
    if (fresh.isEmpty() && before != null) {
      left = prefer(left, List.of(before.table()));
    }
    return prefer(left, fresh);
  }

  private static List<Candidate> prefer(List<Candidate> candidates, List<Table> tables) {
    var preferred =
        candidates.stream()
            .filter(c -> tables.stream().anyMatch(t -> t.isSameAs(c.table())))
            .toList();
    return preferred.isEmpty() ? candidates : preferred;
  }

  /// Tables whose sheet, or whose file, the question names.
  private static List<Table> named(String text, List<Table> tables) {
    var words = new HashSet<>(Names.words(text));
    var sheets =
        tables.stream()
            .filter(t -> t.sheet() != null && words.containsAll(Names.words(t.sheet())))
            .filter(t -> t.sheet() != null && !Names.words(t.sheet()).isEmpty())
            .toList();
    if (!sheets.isEmpty() && sheets.size() < tables.size()) {
      return sheets;
    }
    var files =
        tables.stream()
            .filter(t -> {
              var stem = Names.words(t.file().replaceFirst("\\.\\w+$", ""));
              return !stem.isEmpty() && words.containsAll(stem);
            })
            .toList();
    return files.size() < tables.size() ? files : List.of();
  }
}
