package dev.plotline.local.analyst.question;

import java.util.List;

/// What became of reading a person's words.
public sealed interface Reading {
  /// A question about a table.
  record Asked(Query query) implements Reading {}

  /// A question about numbers typed into it.
  record Typed(SeriesQuestion question) implements Reading {}

  /// Words about series typed before that don't say what to do with them.
  record TypedUnclear(SeriesQuestion question) implements Reading {}

  /// Code in a fence, to be run as it is.
  record Code(String language, String code) implements Reading {}

  /// A file without words.
  record FileOnly() implements Reading {}

  /// Hello.
  record Greeting() implements Reading {}

  /// Thank you.
  record Thanks() implements Reading {}

  /// What can you do?
  record Help() implements Reading {}

  /// Words in a language other than English, by its code.
  record Foreign(String language) implements Reading {}

  /// Words left over that no rule knows.
  record UnknownWords(Table table, List<String> words) implements Reading {
    /// Copies the words.
    public UnknownWords {
      words = List.copyOf(words);
    }
  }

  /// A column that isn't there.
  record UnknownColumn(Table table, String name) implements Reading {}

  /// A word that fits several columns of which one is needed.
  record AmbiguousColumn(Table table, String word, List<Column> columns) implements Reading {
    /// Copies the columns.
    public AmbiguousColumn {
      columns = List.copyOf(columns);
    }
  }

  /// Several tables fit.
  record AmbiguousTable(List<Table> tables) implements Reading {
    /// Copies the tables.
    public AmbiguousTable {
      tables = List.copyOf(tables);
    }
  }

  /// Something the rules cannot do, in words that follow "I cannot".
  record Unsupported(Table table, String what) implements Reading {}

  /// A calculation with a column that isn't of numbers, or over time without one that says when;
  /// the sentence says which.
  record Unfit(Table table, String sentence) implements Reading {}

  /// A question that needs a table, and there is none.
  record NoTable() implements Reading {}

  /// Nothing recognised at all.
  record Nothing(Table table) implements Reading {}
}
