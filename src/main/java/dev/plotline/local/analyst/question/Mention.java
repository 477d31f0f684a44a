package dev.plotline.local.analyst.question;

import java.util.List;

/// A stretch of tokens that names columns or a value. Several columns mean that the words fit each
/// of them equally well.
sealed interface Mention {
  /// The words as the person wrote them.
  String words();

  /// A column, or several that fit alike.
  record OfColumn(String words, List<Column> columns, boolean exact) implements Mention {
    public OfColumn {
      columns = List.copyOf(columns);
    }

    Column column() {
      return columns.getFirst();
    }
  }

  /// A value that the profile shows among a column's examples.
  record OfValue(String words, List<Column> columns, String value) implements Mention {
    public OfValue {
      columns = List.copyOf(columns);
    }
  }
}
