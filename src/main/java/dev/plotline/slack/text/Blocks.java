package dev.plotline.slack.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Cut;
import dev.plotline.chat.text.Inert;
import dev.plotline.chat.text.Span;
import dev.plotline.chat.text.Span.Style;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/// Makes Slack's blocks. Whatever text goes in is made inert here.
public final class Blocks {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int CONTEXT_TEXT = 1_900;
  private static final int HEADER_TEXT = 150;
  private static final int BUTTON_TEXT = 75;

  private Blocks() {}

  /// A rich text block of these elements.
  static ObjectNode rich(List<ObjectNode> elements) {
    var block = JSON.objectNode().put("type", "rich_text");
    block.putArray("elements").addAll(elements);
    return block;
  }

  /// An element with runs in it: `rich_text_section`, `rich_text_quote`, `rich_text_preformatted`.
  static ObjectNode element(String type, List<Span> spans) {
    var element = JSON.objectNode().put("type", type);
    var elements = element.putArray("elements");
    boolean code = type.equals("rich_text_preformatted");
    for (Span span : spans) {
      (code ? List.of(span) : span.withInertAddresses()).forEach(run -> elements.add(run(run)));
    }
    return element;
  }

  private static ObjectNode run(Span span) {
    var run = JSON.objectNode().put("type", "text").put("text", span.text());
    for (Style style : span.styles()) {
      run.withObject("style").put(style.name().toLowerCase(Locale.ROOT), true);
    }
    return run;
  }

  /// One paragraph.
  public static ObjectNode paragraph(List<Span> spans) {
    return rich(List.of(element("rich_text_section", spans)));
  }

  /// One line with a link of the program's at its end.
  public static ObjectNode line(String text, String label, URI address) {
    var section = element("rich_text_section", List.of(Span.of(Inert.visible(text) + " ")));
    section
        .withArray("elements")
        .addObject()
        .put("type", "link")
        .put("url", address.toString())
        .put("text", label);
    return rich(List.of(section));
  }

  /// A heading; its style goes.
  static ObjectNode header(String text) {
    var header = JSON.objectNode().put("type", "header");
    header
        .putObject("text")
        .put("type", "plain_text")
        .put("text", Inert.plain(text, HEADER_TEXT))
        .put("emoji", false);
    return header;
  }

  /// A line across.
  static ObjectNode divider() {
    return JSON.objectNode().put("type", "divider");
  }

  /// Small print.
  public static ObjectNode context(List<String> lines) {
    var context = JSON.objectNode().put("type", "context");
    ArrayNode elements = context.putArray("elements");
    for (String line : lines.subList(0, Math.min(10, lines.size()))) {
      elements
          .addObject()
          .put("type", "mrkdwn")
          .put("text", Mrkdwn.of(Cut.to(line, CONTEXT_TEXT / 5)))
          .put("verbatim", true);
    }
    return context;
  }

  /// A row of buttons.
  public static ObjectNode actions(List<ObjectNode> buttons) {
    var actions = JSON.objectNode().put("type", "actions");
    actions.putArray("elements").addAll(buttons);
    return actions;
  }

  /// A button.
  ///
  /// @param action which of ours
  /// @param value what it is about; comes back as it is
  public static ObjectNode button(String text, String action, String value) {
    var button = JSON.objectNode().put("type", "button").put("action_id", action);
    button.set("text", plain(text, BUTTON_TEXT));
    return button.put("value", value);
  }

  /// A button that does what can't be undone.
  public static ObjectNode danger(String text, String action, String value) {
    return button(text, action, value).put("style", "danger");
  }

  /// Thumbs up and down.
  public static ObjectNode thumbs(String action, String up, String down) {
    var block = JSON.objectNode().put("type", "context_actions");
    var buttons = block.putArray("elements").addObject();
    buttons.put("type", "feedback_buttons").put("action_id", action);
    thumb(buttons.putObject("positive_button"), "Helpful", up);
    thumb(buttons.putObject("negative_button"), "Not helpful", down);
    return block;
  }

  private static void thumb(ObjectNode thumb, String text, String value) {
    thumb.set("text", plain(text, BUTTON_TEXT));
    thumb.put("value", value);
  }

  /// Plain text for a field of a block.
  public static ObjectNode plain(String text, int longest) {
    return JSON.objectNode()
        .put("type", "plain_text")
        .put("text", Inert.plain(text, longest))
        .put("emoji", false);
  }

  /// A table whose first row is its header.
  static ObjectNode table(List<List<String>> rows, List<Boolean> right) {
    var table = JSON.objectNode().put("type", "table");
    ArrayNode settings = table.putArray("column_settings");
    right.forEach(r -> settings.addObject().put("align", r ? "right" : "left"));
    ArrayNode lines = table.putArray("rows");
    for (List<String> row : rows) {
      ArrayNode cells = lines.addArray();
      // An empty text is refused.
      row.forEach(cell ->
          cells.addObject().put("type", "raw_text").put("text", cell.isBlank() ? " " : cell));
    }
    return table;
  }
}
