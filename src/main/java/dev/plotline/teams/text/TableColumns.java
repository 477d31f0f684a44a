package dev.plotline.teams.text;

import dev.plotline.chat.text.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Columns of a table that stand side by side: as many as can be read there.
///
/// @param which their numbers in the table
/// @param widths how wide each is, relative to the others
record TableColumns(List<Integer> which, List<Integer> widths) {
  /// How many letters stand on a line of a card.
  private static final int LINE = 72;

  private static final int MOST_GROUPS = 4;
  private static final int MOST_ROWS = 100;

  /// Longer words reach into the next column.
  private static final int WORD = 24;

  /// Running text is not set in narrower ones.
  private static final int NARROW = 10;

  private static final int CELL = 40;
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /// Copies the lists.
  TableColumns {
    which = List.copyOf(which);
    widths = List.copyOf(widths);
  }

  /// The columns in groups, each of which begins with the table's first; a table that has too many
  /// is not whole in them.
  static List<TableColumns> of(Part.Table table) {
    var rows = table.rows().subList(0, Math.min(MOST_ROWS, table.rows().size()));
    int columns = table.right().size();
    int[] needed = IntStream.range(0, columns).map(i -> needed(rows, i)).toArray();
    int[] wanted = IntStream.range(0, columns).map(i -> wanted(rows, i)).toArray();
    var groups = new ArrayList<TableColumns>();
    var group = new ArrayList<>(List.of(0));
    int taken = needed[0];
    for (int i = 1; i < columns; i++) {
      if (taken + needed[i] > LINE && group.size() > 1) {
        groups.add(group(group, needed, wanted));
        group = new ArrayList<>(List.of(0));
        taken = needed[0];
      }
      group.add(i);
      taken += needed[i];
    }
    groups.add(group(group, needed, wanted));
    return List.copyOf(groups.subList(0, Math.min(MOST_GROUPS, groups.size())));
  }

  /// What is needed, and of what is left as much as is wanted.
  private static TableColumns group(List<Integer> which, int[] needed, int[] wanted) {
    int all = which.stream().mapToInt(i -> needed[i]).sum();
    int more = Math.max(1, which.stream().mapToInt(i -> wanted[i] - needed[i]).sum());
    int left = Math.clamp(LINE - all, 0, more);
    var widths =
        which.stream().map(i -> needed[i] + (wanted[i] - needed[i]) * left / more).toList();
    return new TableColumns(which, widths);
  }

  /// The longest word, and a gap.
  private static int needed(List<List<String>> rows, int column) {
    int longest = 2;
    for (List<String> row : rows) {
      String cell = row.get(column);
      longest = Math.max(longest, Math.min(NARROW, width(cell, false)));
      int word = SPACE.splitAsStream(cell).mapToInt(one -> width(one, true)).max().orElse(0);
      longest = Math.max(longest, word);
    }
    return Math.min(longest, WORD) + 2;
  }

  private static int wanted(List<List<String>> rows, int column) {
    int longest = rows.stream().mapToInt(row -> width(row.get(column), false)).max().orElse(0);
    return Math.max(needed(rows, column), Math.min(longest, CELL) + 2);
  }

  /// In letters; Chinese and Japanese signs are two wide, and a line can end behind each.
  private static int width(String text, boolean divided) {
    int width = 0;
    int longest = 0;
    for (int c : text.codePoints().toArray()) {
      boolean wide = Character.isIdeographic(c) || (c >= 0x3000 && c <= 0xFFEF);
      width = wide && divided ? 2 : width + (wide ? 2 : 1);
      longest = Math.max(longest, width);
    }
    return longest;
  }
}
