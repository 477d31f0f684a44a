package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `rich_text` block that Slack's client sends with what somebody typed.
public final class RichText {
  private static final Pattern MENTION = Pattern.compile("<@([A-Z0-9]+)>");

  private RichText() {}

  /// A list of that one block, empty for no text.
  public static ArrayNode of(String text) {
    ArrayNode blocks = Json.list();
    if (text.isEmpty()) {
      return blocks;
    }
    ObjectNode block = blocks.addObject().put("type", "rich_text").put("block_id", Ids.random(5));
    ArrayNode elements =
        block
            .putArray("elements")
            .addObject()
            .put("type", "rich_text_section")
            .putArray("elements");
    Matcher mention = MENTION.matcher(text);
    int from = 0;
    while (mention.find()) {
      add(elements, text.substring(from, mention.start()));
      elements.addObject().put("type", "user").put("user_id", mention.group(1));
      from = mention.end();
    }
    add(elements, text.substring(from));
    return blocks;
  }

  private static void add(ArrayNode elements, String text) {
    if (!text.isEmpty()) {
      elements.addObject().put("type", "text").put("text", Mrkdwn.unescape(text));
    }
  }
}
