package dev.plotline.teams.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Span;
import dev.plotline.chat.text.Span.Style;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Makes Adaptive Cards and their elements.
final class Cards {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// The most bytes of one card.
  static final int MOST_BYTES = 24_000;

  /// Cards put a date in the place of such a text, also in a run.
  private static final Pattern FUNCTION = Pattern.compile("\\{\\{(?=(?:DATE|TIME)\\()");

  private static final String TYPE = "application/vnd.microsoft.card.adaptive";

  private Cards() {}

  /// A card as an attachment of a message.
  static ObjectNode card(List<ObjectNode> body, List<Button> buttons) {
    var attachment = JSON.objectNode().put("contentType", TYPE);
    var card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard").put("version", "1.5");
    card.putArray("body").addAll(body);
    if (!buttons.isEmpty()) {
      var actions = card.putArray("actions");
      buttons.forEach(button -> actions.add(button.json()));
    }
    card.putObject("msteams").put("width", "Full");
    return attachment;
  }

  /// Cards that together hold all elements, the buttons under the last.
  static List<ObjectNode> cards(List<ObjectNode> body, List<Button> buttons) {
    var cards = new ArrayList<ObjectNode>();
    var page = new ArrayList<ObjectNode>();
    int room = MOST_BYTES - 2_000;
    for (ObjectNode element : body) {
      int size = bytes(element);
      if (size > room && !page.isEmpty()) {
        cards.add(card(page, List.of()));
        page.clear();
        room = MOST_BYTES - 2_000;
      }
      page.add(element);
      room -= size;
    }
    if (!page.isEmpty() || !buttons.isEmpty()) {
      cards.add(card(page, buttons));
    }
    return cards;
  }

  /// How many bytes it is when it is sent.
  static int bytes(JsonNode node) {
    return node.toString().getBytes(UTF_8).length;
  }

  /// A block of runs.
  static ObjectNode rich(JsonNode... runs) {
    var block = JSON.objectNode().put("type", "RichTextBlock");
    block.putArray("inlines").addAll(List.of(runs));
    return block;
  }

  /// One line of text of others; addresses in it are set like code.
  static ObjectNode line(String text) {
    var block = rich();
    block.withArray("inlines").addAll(runs(text, false));
    return block;
  }

  /// A line in bold.
  static ObjectNode title(String text) {
    var block = rich();
    block.withArray("inlines").addAll(runs(text, true));
    return block;
  }

  /// Small print.
  static ObjectNode small(String text) {
    var block = rich().put("spacing", "Small");
    for (JsonNode run : runs(text, false)) {
      block.withArray("inlines").add(((ObjectNode) run).put("size", "Small").put("isSubtle", true));
    }
    return block;
  }

  /// A line with a link of the program's in it, which is read aloud with what it opens.
  static ObjectNode link(String before, String label, URI address, String after) {
    var open = run(label).put("color", "Accent");
    open.putObject("selectAction")
        .put("type", "Action.OpenUrl")
        .put("title", label + " " + before)
        .put("url", address.toString());
    var block = rich().put("spacing", "Small");
    block
        .withArray("inlines")
        .addAll(runs(before, false))
        .add(run(" · "))
        .add(open)
        .add(run(after));
    return block;
  }

  /// A card with a button that opens an address of the program's.
  static ObjectNode opening(String sentence, String label, URI address) {
    var card = card(List.of(line(sentence)), List.of());
    ((ObjectNode) card.path("content"))
        .putArray("actions")
        .addObject()
        .put("type", "Action.OpenUrl")
        .put("title", label)
        .put("url", address.toString());
    return card;
  }

  static ObjectNode run(String text) {
    String plain = FUNCTION.matcher(text).replaceAll("{ {");
    return JSON.objectNode().put("type", "TextRun").put("text", plain);
  }

  /// The runs of a text of others.
  static ArrayNode runs(String text, boolean bold) {
    ArrayNode runs = JSON.arrayNode();
    String safe = Markup.run(text, 4_000);
    for (Span span : Span.of(safe.isEmpty() ? " " : safe).withInertAddresses()) {
      var run = run(span.text());
      if (span.styles().contains(Style.CODE)) {
        run.put("fontType", "Monospace");
      }
      runs.add(bold ? run.put("weight", "Bolder") : run);
    }
    return runs;
  }
}
