package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Cut;
import dev.plotline.chat.text.Markdown;
import dev.plotline.chat.text.Part;
import dev.plotline.chat.text.Part.Point;
import dev.plotline.chat.text.Span;
import dev.plotline.chat.text.Span.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/// A markdown text as pieces of Teams' markdown, each small enough for any message, and its tables
/// as cards.
///
/// @param pieces from top to bottom
/// @param tables from top to bottom; where there are several, or text follows, their places in the
///   text name them
record Rendered(List<Piece> pieces, List<ObjectNode> tables) {
  /// Escapes make up to five characters of one.
  private static final int PIECE = 2_000;

  private static final int CODE = 6_000;

  /// A piece.
  ///
  /// @param text Teams' markdown
  /// @param isContinued whether it goes on where the piece before it was divided
  record Piece(String text, boolean isContinued) {}

  /// Copies the lists.
  Rendered {
    pieces = List.copyOf(pieces);
    tables = List.copyOf(tables);
  }

  /// The pieces of a text.
  static Rendered of(String markdown) {
    var parts = Markdown.read(markdown);
    long count = parts.stream().filter(Part.Table.class::isInstance).count();
    boolean named = count > 1 || (count == 1 && !(parts.getLast() instanceof Part.Table));
    var rendered = new Rendered.Builder();
    for (Part part : parts) {
      switch (part) {
        case Part.Heading(List<Span> spans) -> rendered.runs("", bold(spans));
        case Part.Paragraph(List<Span> spans) -> rendered.runs("", spans);
        case Part.Quote(List<Span> spans) -> rendered.runs("> ", spans);
        case Part.Code(String text) ->
            Cut.pieces(text, CODE).forEach(piece -> rendered.add(Markup.code(piece)));
        case Part.Rule() -> rendered.add("———");
        case Part.Points(List<Point> points) -> rendered.points(points);
        case Part.Table table -> rendered.table(table, named);
      }
    }
    return new Rendered(rendered.pieces, rendered.tables);
  }

  private static List<Span> bold(List<Span> spans) {
    return List.of(new Span(Span.text(spans), EnumSet.of(Style.BOLD)));
  }

  /// Gathers them.
  private static final class Builder {
    private final List<Piece> pieces = new ArrayList<>();
    private final List<ObjectNode> tables = new ArrayList<>();
    private int number;

    private void add(String text) {
      if (!text.isBlank()) {
        pieces.add(new Piece(text, false));
      }
    }

    private void runs(String mark, List<Span> spans) {
      boolean more = false;
      for (List<Span> piece : divided(spans)) {
        String text = Markup.of(piece);
        if (!text.isBlank()) {
          pieces.add(new Piece(marked(mark, text), more));
          more = mark.isEmpty();
        }
      }
    }

    private static String marked(String mark, String text) {
      return mark.isEmpty()
          ? text
          : text.lines().map(line -> mark + line).collect(Collectors.joining("\n"));
    }

    /// Points stay together as far as a piece holds them, because a list that is divided by a blank
    /// line begins anew.
    private void points(List<Point> points) {
      var list = new StringBuilder();
      for (Point point : points) {
        String mark = point.number() > 0 ? point.number() + ". " : "- ";
        for (List<Span> spans : divided(point.spans())) {
          String line =
              "    ".repeat(point.indent()) + mark + Markup.of(spans).replace("\n", "\n    ");
          if (list.length() + line.length() > PIECE * 4) {
            add(list.toString().stripTrailing());
            list.setLength(0);
          }
          list.append(line).append("  \n");
          mark = "";
        }
      }
      add(list.toString().stripTrailing());
    }

    private void table(Part.Table table, boolean named) {
      String title = named ? "Table " + ++number : "";
      tables.addAll(TableCard.of(table, title));
      if (named) {
        add("*" + title + " is below.*");
      }
    }

    /// The runs in groups of at most [#PIECE] characters.
    private static List<List<Span>> divided(List<Span> spans) {
      var groups = new ArrayList<List<Span>>();
      var group = new ArrayList<Span>();
      int room = PIECE;
      for (Span span : spans) {
        for (String text : Cut.pieces(span.text(), PIECE)) {
          if (text.length() > room) {
            groups.add(List.copyOf(group));
            group.clear();
            room = PIECE;
          }
          group.add(span.with(text));
          room -= text.length();
        }
      }
      groups.add(List.copyOf(group));
      return groups;
    }
  }
}
