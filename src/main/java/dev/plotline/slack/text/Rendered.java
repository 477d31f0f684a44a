package dev.plotline.slack.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Cut;
import dev.plotline.chat.text.Inert;
import dev.plotline.chat.text.Markdown;
import dev.plotline.chat.text.Part;
import dev.plotline.chat.text.Part.Point;
import dev.plotline.chat.text.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/// A markdown text as blocks, each small enough for any message, and the tables that are too long
/// to be shown whole.
///
/// @param blocks from top to bottom
/// @param tables as CSV, for files beside the text
public record Rendered(List<Block> blocks, List<String> tables) {
  private static final int PIECE = 2_800;
  private static final int MOST_ROWS = 100;
  private static final int MOST_COLUMNS = 20;
  private static final int TABLE_TEXT = 6_000;
  private static final int CELL = 500;

  /// A block and what it weighs.
  ///
  /// @param json as Slack takes it
  /// @param text what is read in it, for the notification
  public record Block(ObjectNode json, String text) {
    /// Characters that count against a message's limit.
    int weight() {
      return json.toString().length();
    }

    /// Whether it is a table, of which a message takes one.
    boolean isTable() {
      return json.path("type").asText().equals("table");
    }
  }

  /// Copies the lists.
  public Rendered {
    blocks = List.copyOf(blocks);
    tables = List.copyOf(tables);
  }

  /// The blocks of a text.
  public static Rendered of(String markdown) {
    var blocks = new ArrayList<Block>();
    var tables = new ArrayList<String>();
    for (Part part : Markdown.read(markdown)) {
      switch (part) {
        case Part.Heading(List<Span> spans) -> heading(blocks, spans);
        case Part.Paragraph(List<Span> spans) -> runs(blocks, "rich_text_section", spans);
        case Part.Quote(List<Span> spans) -> runs(blocks, "rich_text_quote", spans);
        case Part.Code(String text) ->
            runs(blocks, "rich_text_preformatted", List.of(Span.of(text)));
        case Part.Rule() -> blocks.add(new Block(Blocks.divider(), ""));
        case Part.Points(List<Point> points) -> points(blocks, points);
        case Part.Table table -> table(blocks, tables, table);
      }
    }
    return new Rendered(blocks, tables);
  }

  /// Code, as blocks.
  public static List<Block> code(String text) {
    var blocks = new ArrayList<Block>();
    runs(blocks, "rich_text_preformatted", List.of(Span.of(Inert.visible(text))));
    return blocks;
  }

  private static void heading(List<Block> blocks, List<Span> spans) {
    String text = Span.text(spans);
    if (text.length() > 140) {
      runs(blocks, "rich_text_section", List.of(new Span(text, EnumSet.of(Span.Style.BOLD))));
    } else if (!text.isBlank()) {
      blocks.add(new Block(Blocks.header(text), text));
    }
  }

  private static void runs(List<Block> blocks, String type, List<Span> spans) {
    for (List<Span> piece : pieces(spans)) {
      blocks.add(new Block(Blocks.rich(List.of(Blocks.element(type, piece))), Span.text(piece)));
    }
  }

  /// The runs in groups of at most [#PIECE] characters and 100 runs.
  private static List<List<Span>> pieces(List<Span> spans) {
    var pieces = new ArrayList<List<Span>>();
    var piece = new ArrayList<Span>();
    int room = PIECE;
    for (Span span : spans) {
      for (String text : Cut.pieces(span.text(), PIECE)) {
        if (text.length() > room || piece.size() == 100) {
          pieces.add(List.copyOf(piece));
          piece.clear();
          room = PIECE;
        }
        piece.add(span.with(text));
        room -= text.length();
      }
    }
    pieces.add(List.copyOf(piece));
    pieces.removeIf(p -> Span.text(p).isBlank());
    return pieces;
  }

  private static void points(List<Block> blocks, List<Point> points) {
    var lists = new ArrayList<ObjectNode>();
    var text = new StringBuilder();
    for (Point point : points) {
      boolean first = true;
      for (List<Span> piece : pieces(point.spans())) {
        String said = Span.text(piece);
        if (text.length() + said.length() > PIECE || lists.size() == 40) {
          blocks.add(new Block(Blocks.rich(lists), text.toString()));
          lists.clear();
          text.setLength(0);
        }
        add(lists, point, piece, first);
        text.append(first ? mark(point) : "").append(said).append('\n');
        first = false;
      }
    }
    if (!lists.isEmpty()) {
      blocks.add(new Block(Blocks.rich(lists), text.toString().strip()));
    }
  }

  private static String mark(Point point) {
    return point.number() > 0 ? point.number() + ". " : "• ";
  }

  /// Neighbours of one kind are one list; numbers go on from what the text says.
  private static void add(List<ObjectNode> lists, Point point, List<Span> spans, boolean first) {
    var section = Blocks.element("rich_text_section", spans);
    if (!first) {
      lists.add(section);
      return;
    }
    String style = point.number() > 0 ? "ordered" : "bullet";
    ObjectNode last = lists.isEmpty() ? null : lists.getLast();
    if (last == null
        || !last.path("style").asText().equals(style)
        || last.path("indent").asInt(-1) != point.indent()) {
      last = Blocks.rich(List.of()).put("type", "rich_text_list");
      last.put("style", style).put("indent", point.indent());
      if (point.number() > 1) {
        last.put("offset", point.number() - 1);
      }
      lists.add(last);
    }
    last.withArray("elements").add(section);
  }

  private static void table(List<Block> blocks, List<String> tables, Part.Table table) {
    int columns = Math.min(MOST_COLUMNS, table.right().size());
    var shown = new ArrayList<List<String>>();
    int weight = 0;
    boolean whole = columns == table.right().size();
    for (List<String> row : table.rows()) {
      whole &= row.stream().allMatch(cell -> cell.length() <= CELL);
      var cells = row.subList(0, columns).stream().map(cell -> Cut.to(cell, CELL)).toList();
      weight += cells.stream().mapToInt(cell -> cell.length() + 2).sum();
      if (shown.size() == MOST_ROWS || weight > TABLE_TEXT) {
        whole = false;
        break;
      }
      shown.add(cells);
    }
    if (!whole) {
      tables.add(csv(table.rows()));
    }
    if (!shown.isEmpty()) {
      String text =
          shown.stream().map(r -> String.join(" | ", r)).collect(Collectors.joining("\n"));
      blocks.add(new Block(Blocks.table(shown, table.right().subList(0, columns)), text));
    }
    if (!whole) {
      String note =
          "%,d of %,d rows are shown; the whole table is in the file below."
              .formatted(Math.max(0, shown.size() - 1), table.rows().size() - 1);
      blocks.add(new Block(Blocks.context(List.of(note)), note));
    }
  }

  private static String csv(List<List<String>> rows) {
    var csv = new StringBuilder();
    for (List<String> row : rows) {
      csv.append(row.stream().map(Rendered::cell).collect(Collectors.joining(","))).append("\r\n");
    }
    return csv.toString();
  }

  /// A spreadsheet would run a cell that begins like a formula.
  private static String cell(String text) {
    boolean formula = text.matches("(?s)[=@\\t\\r].*|[+-](?![\\d.,]+%?$).*");
    String safe = formula ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
