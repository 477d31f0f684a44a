package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.text.Markup;
import dev.plotline.teams.text.Messages;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The words and links of a message that Teams has refused with its cards and pictures: what was
/// written is never lost for its looks.
final class Plainer {
  private static final int MOST = 8_000;

  private Plainer() {}

  /// As messages of text alone, at least one.
  static List<ObjectNode> of(ObjectNode message) {
    var lines = new ArrayList<String>();
    lines.add(message.path("text").asText());
    for (JsonNode attachment : message.path("attachments")) {
      read(attachment.path("content"), lines);
    }
    lines.removeIf(String::isBlank);
    var plainer = new ArrayList<ObjectNode>();
    texts(lines).forEach(text -> plainer.add(Messages.markdown(text)));
    for (String kept : List.of("entities", "channelData", "suggestedActions")) {
      if (message.has(kept)) {
        plainer.getLast().set(kept, message.get(kept));
      }
    }
    return plainer;
  }

  /// No line is divided: half a link opens nothing, and half of a block of code is none.
  private static List<String> texts(List<String> lines) {
    var texts = new ArrayList<String>();
    var text = new StringBuilder(lines.isEmpty() ? "It could not be shown here." : "");
    for (String line : lines) {
      if (!text.isEmpty() && text.length() + line.length() > MOST) {
        texts.add(text.toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : "\n\n").append(line);
    }
    texts.add(text.toString());
    return texts;
  }

  private static void read(JsonNode element, List<String> lines) {
    switch (element.path("type").asText()) {
      case "RichTextBlock" -> lines.add(line(element.path("inlines")));
      case "TextBlock" -> lines.add(Markup.of(element.path("text").asText()));
      case "TableRow" -> {
        var cells = new ArrayList<String>();
        element
            .path("cells")
            .forEach(cell -> cell.path("items").forEach(item -> read(item, cells)));
        lines.add(String.join(" · ", cells));
      }
      default -> {
        element.path("body").forEach(inside -> read(inside, lines));
        element.path("items").forEach(inside -> read(inside, lines));
        element.path("rows").forEach(inside -> read(inside, lines));
      }
    }
  }

  private static String line(JsonNode runs) {
    var line = new StringBuilder();
    for (JsonNode run : runs) {
      String address = run.at("/selectAction/url").asText();
      String text = run.path("text").asText();
      line.append(address.isEmpty() ? Markup.of(text) : Markup.link(text, URI.create(address)));
    }
    return line.toString();
  }
}
