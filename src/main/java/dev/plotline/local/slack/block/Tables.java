package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Table blocks. An empty cell is refused as Slack refuses it: `null` or a space stands for one.
final class Tables {
  private static final int MOST_CHARACTERS = 10_000;

  private static final Rule CELL =
      Rule.typed(() ->
          Map.of(
              "raw_text",
              Fields.of().must("text", Rule.text(1, MOST_CHARACTERS)),
              "raw_number",
              Fields.of()
                  .must("value", Rule.number(-Double.MAX_VALUE, Double.MAX_VALUE))
                  .may("text", Rule.text(1, MOST_CHARACTERS)),
              "rich_text",
              Fields.block().must("elements", Texts.richParts())));

  private static final Rule CELL_OR_NOTHING =
      (node, at, problems) -> {
        if (!node.isNull()) {
          CELL.check(node, at, problems);
        }
      };

  private Tables() {}

  /// A plain table.
  static Rule table() {
    return Fields.block()
        .may(
            "column_settings",
            Rule.list(
                0,
                20,
                Fields.of()
                    .may("align", Rule.word("left", "center", "right"))
                    .may("is_wrapped", Rule.flag())))
        .must("rows", Rule.list(1, 100, Rule.list(1, 20, CELL_OR_NOTHING)));
  }

  /// A table with pages.
  static Rule dataTable() {
    return Fields.block()
        .must("caption", Rule.text(1, 2_000))
        .may("page_size", Rule.number(1, 100))
        .may("row_header_column_index", Rule.number(0, 19))
        .must("rows", Rule.list(2, 101, Rule.list(1, 20, CELL)).and(Tables::evenRows));
  }

  private static void evenRows(JsonNode rows, String at, Problems problems) {
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).size() != rows.get(0).size()) {
        problems.add("all rows must have the same number of cells", at + "/" + i);
      }
    }
    for (JsonNode cell : rows.path(0)) {
      if (cell.path("type").asText("").equals("rich_text")) {
        problems.add("header cells must not be rich_text", at + "/0");
      }
    }
  }

  /// Notes when the cells of all tables of a message hold too much.
  static void total(JsonNode blocks, Problems problems) {
    int characters = 0;
    for (JsonNode block : blocks) {
      String type = block.path("type").asText("");
      if (type.equals("table") || type.equals("data_table")) {
        characters += length(block.path("rows"));
      }
    }
    if (characters > MOST_CHARACTERS) {
      problems.add(
          "tables must hold less than " + (MOST_CHARACTERS + 1) + " characters", "/blocks");
    }
  }

  private static int length(JsonNode node) {
    int characters = node.path("text").isTextual() ? node.path("text").asText().length() : 0;
    for (JsonNode inner : node) {
      characters += inner.isContainerNode() ? length(inner) : 0;
    }
    return characters;
  }
}
