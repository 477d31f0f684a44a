package dev.plotline.local.analyst.answer;

import java.util.List;

/// A table from the output: a header and rows of text.
record PrintedTable(String title, List<String> header, List<List<String>> rows) {
  PrintedTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  PrintedTable(String title, List<List<String>> lines) {
    this(
        title,
        lines.isEmpty() ? List.of() : lines.getFirst(),
        lines.isEmpty()
            ? List.of()
            : lines.stream().skip(1).filter(r -> r.size() == lines.getFirst().size()).toList());
  }

  String cell(int row, int column) {
    return rows.get(row).get(column);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The values of one column.
  List<String> column(int index) {
    return rows.stream().map(r -> r.get(index)).toList();
  }
}
