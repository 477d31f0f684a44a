package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Gives ids to blocks and elements that have none, as Slack does.
public final class BlockIds {
  private BlockIds() {}

  /// A copy of `blocks` in which everything has its id.
  public static ArrayNode given(JsonNode blocks) {
    ArrayNode all = Json.list();
    for (JsonNode block : blocks) {
      ObjectNode copy = block.deepCopy();
      if (copy.path("block_id").asText("").isEmpty()) {
        copy.put("block_id", Ids.random(5));
      }
      name(copy.path("accessory"));
      name(copy.path("element"));
      copy.path("elements").forEach(BlockIds::name);
      all.add(copy);
    }
    return all;
  }

  private static void name(JsonNode element) {
    boolean acts =
        element.isObject()
            && switch (element.path("type").asText("")) {
              case "image", "plain_text", "mrkdwn" -> false;
              case String type -> !type.startsWith("rich_text");
            };
    if (acts && element.path("action_id").asText("").isEmpty()) {
      ((ObjectNode) element).put("action_id", Ids.random(5));
    }
  }
}
