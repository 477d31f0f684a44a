package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Part;
import java.util.ArrayList;
import java.util.List;

/// A table of the model's as a card. What does not fit is named, with the way to get it.
final class TableCard {
  private static final int MOST_ROWS = 60;
  private static final int MOST_COLUMNS = 12;
  private static final int CELL = 200;
  private static final int MOST_BYTES = Cards.MOST_BYTES - 3_000;

  private TableCard() {}

  /// The card.
  ///
  /// @param title what stands above it, empty when the text leads up to it
  static ObjectNode of(Part.Table table, String title) {
    int columns = Math.min(MOST_COLUMNS, table.right().size());
    var json = Cards.JSON.objectNode().put("type", "Table").put("gridStyle", "default");
    ArrayNode widths = json.putArray("columns");
    for (int i = 0; i < columns; i++) {
      String side = table.right().get(i) ? "right" : "left";
      widths.addObject().put("width", width(table, i)).put("horizontalCellContentAlignment", side);
    }
    int rows = rows(json.putArray("rows"), table, columns);
    var body = new ArrayList<ObjectNode>();
    if (!title.isEmpty()) {
      body.add(Cards.title(title));
    }
    body.add(json);
    String missing = missing(table, rows, columns);
    if (!missing.isEmpty()) {
      body.add(Cards.small(missing));
    }
    return Cards.card(body, List.of());
  }

  /// How many rows fit, the header among them.
  private static int rows(ArrayNode rows, Part.Table table, int columns) {
    int bytes = 0;
    for (List<String> row : table.rows()) {
      var json = row(row.subList(0, columns), rows.isEmpty());
      bytes += Cards.bytes(json);
      if (!rows.isEmpty() && (rows.size() > MOST_ROWS || bytes > MOST_BYTES)) {
        break;
      }
      rows.add(json);
    }
    return rows.size();
  }

  private static ObjectNode row(List<String> cells, boolean header) {
    var row = Cards.JSON.objectNode().put("type", "TableRow");
    if (header) {
      row.put("style", "accent");
    }
    ArrayNode json = row.putArray("cells");
    for (String cell : cells) {
      var block = Cards.JSON.objectNode().put("type", "RichTextBlock");
      block.set("inlines", Cards.runs(Markup.run(cell, CELL), header));
      json.addObject().put("type", "TableCell").putArray("items").add(block);
    }
    return row;
  }

  /// Relative to the others, by the longest of the first cells.
  private static int width(Part.Table table, int column) {
    int longest =
        table.rows().stream()
            .limit(MOST_ROWS)
            .mapToInt(r -> r.get(column).length())
            .max()
            .orElse(0);
    return Math.clamp(longest, 4, 30);
  }

  private static String missing(Part.Table table, int rows, int columns) {
    var missing = new ArrayList<String>();
    if (rows < table.rows().size()) {
      missing.add("%,d of %,d rows".formatted(rows - 1, table.rows().size() - 1));
    }
    if (columns < table.right().size()) {
      missing.add("%d of %d columns".formatted(columns, table.right().size()));
    }
    boolean cut =
        table.rows().stream().limit(rows).flatMap(List::stream).anyMatch(c -> c.length() > CELL);
    if (missing.isEmpty() && !cut) {
      return "";
    }
    String shown =
        missing.isEmpty() ? "Long cells are cut." : String.join(" and ", missing) + " are shown.";
    return shown + " Ask for the table as a file to get the rest.";
  }
}
