package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Part;
import java.util.ArrayList;
import java.util.List;

/// A table of the model's as cards: columns and rows that don't fit beside or under the others are
/// in a further one. What is left out even so is named, with the way to get it.
final class TableCard {
  private static final int MOST_ROWS = 100;
  private static final int MOST_CARDS = 8;
  private static final int CELL = 200;
  private static final int MOST_BYTES = Cards.MOST_BYTES - 3_000;

  private final Part.Table table;
  private final String title;
  private final boolean rightToLeft;

  private TableCard(Part.Table table, String title) {
    this.table = table;
    this.title = title;
    this.rightToLeft = isRightToLeft(table);
  }

  /// The cards, at least one.
  ///
  /// @param title what stands above the first, empty when the text leads up to it
  static List<ObjectNode> of(Part.Table table, String title) {
    var card = new TableCard(table, title);
    var groups = TableColumns.of(table);
    int rows = Math.min(MOST_ROWS, table.rows().size() - 1);
    var tables = card.tables(groups, rows);
    while (tables.size() > MOST_CARDS && rows > 1) {
      rows = rows * 3 / 4;
      tables = card.tables(groups, rows);
    }
    return card.cards(tables, card.missing(rows, groups));
  }

  /// Each group of columns from the first row to the last.
  private List<ObjectNode> tables(List<TableColumns> groups, int most) {
    var tables = new ArrayList<ObjectNode>();
    for (TableColumns columns : groups) {
      int next = 1;
      do {
        var json = empty(columns);
        next = fill(json.putArray("rows"), columns, next, most);
        tables.add(json);
      } while (next <= most);
    }
    return tables;
  }

  private ObjectNode empty(TableColumns columns) {
    var json = Cards.JSON.objectNode().put("type", "Table").put("gridStyle", "default");
    ArrayNode widths = json.putArray("columns");
    for (int i = 0; i < columns.which().size(); i++) {
      String side = table.right().get(columns.which().get(i)) ? "right" : "left";
      widths
          .addObject()
          .put("width", columns.widths().get(i))
          .put("horizontalCellContentAlignment", side);
    }
    json.set("fallback", Cards.small("This app can't show the table: open Teams on a computer."));
    return json;
  }

  /// The header and as many rows as fit, at least one.
  ///
  /// @return the row that comes next
  private int fill(ArrayNode rows, TableColumns columns, int from, int most) {
    rows.add(row(columns, 0));
    int bytes = Cards.bytes(rows);
    int next = from;
    while (next <= most) {
      ObjectNode row = row(columns, next);
      bytes += Cards.bytes(row);
      if (bytes > MOST_BYTES && next > from) {
        break;
      }
      rows.add(row);
      next++;
    }
    return next;
  }

  private ObjectNode row(TableColumns columns, int index) {
    boolean header = index == 0;
    var row = Cards.JSON.objectNode().put("type", "TableRow");
    if (header) {
      row.put("style", "accent");
    }
    ArrayNode json = row.putArray("cells");
    for (int column : columns.which()) {
      String cell = Markup.run(table.rows().get(index).get(column), CELL);
      var block = Cards.JSON.objectNode().put("type", "RichTextBlock");
      block.set("inlines", Cards.runs(cell, header));
      json.addObject().put("type", "TableCell").putArray("items").add(block);
    }
    return row;
  }

  private List<ObjectNode> cards(List<ObjectNode> tables, String missing) {
    var cards = new ArrayList<ObjectNode>();
    for (ObjectNode json : tables) {
      var body = new ArrayList<ObjectNode>();
      String continued = title.isEmpty() ? "Continued" : title + ", continued";
      String above = cards.isEmpty() ? title : continued;
      if (!above.isEmpty()) {
        body.add(Cards.title(above));
      }
      body.add(json);
      if (!missing.isEmpty() && cards.size() == tables.size() - 1) {
        body.add(Cards.small(missing));
      }
      var card = Cards.card(body, List.of());
      if (rightToLeft) {
        ((ObjectNode) card.path("content")).put("rtl", true);
      }
      cards.add(card);
    }
    return cards;
  }

  /// Whether most of its letters are Arabic, Hebrew or the like.
  private static boolean isRightToLeft(Part.Table table) {
    int[] counts = new int[2];
    for (List<String> row : table.rows()) {
      for (String cell : row) {
        cell.codePoints()
            .filter(Character::isLetter)
            .forEach(c -> {
              byte direction = Character.getDirectionality(c);
              boolean left =
                  direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT
                      && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
              counts[left ? 0 : 1]++;
            });
      }
    }
    return counts[1] > counts[0];
  }

  private String missing(int rows, List<TableColumns> groups) {
    int all = table.rows().size() - 1;
    int columns = groups.getLast().which().getLast() + 1;
    var missing = new ArrayList<String>();
    if (rows < all) {
      missing.add("%,d of %,d rows".formatted(rows, all));
    }
    if (columns < table.right().size()) {
      missing.add("%d of %d columns".formatted(columns, table.right().size()));
    }
    boolean cut =
        table.rows().stream()
            .limit(rows + 1L)
            .flatMap(row -> row.stream().limit(columns))
            .anyMatch(cell -> cell.length() > CELL);
    if (missing.isEmpty() && !cut) {
      return "";
    }
    String shown =
        missing.isEmpty() ? "Long cells are cut." : String.join(" and ", missing) + " are shown.";
    return shown + " Ask for the table as a file to get the rest.";
  }
}
