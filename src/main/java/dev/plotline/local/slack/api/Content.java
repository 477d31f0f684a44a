package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.plotline.local.slack.block.Blocks;
import dev.plotline.local.slack.world.BlockIds;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Mrkdwn;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import dev.plotline.local.slack.world.World;
import java.util.List;

/// What a message says, checked: `text`, `blocks` or `markdown_text`.
///
/// @param text mrkdwn
/// @param blocks an array, empty when there are none
/// @param truncated whether the text was longer than Slack keeps
record Content(String text, ArrayNode blocks, boolean truncated) {
  private static final int MOST_TEXT = 40_000;
  private static final int MOST_MARKDOWN = 12_000;

  /// All blocks together hold a little more than one block of markdown may.
  private static final int MOST_BLOCKS = 13_200;

  /// Reads and checks it.
  static Content of(Arguments arguments, Team team) {
    String markdown = arguments.text("markdown_text");
    String text = arguments.text("text");
    if (!markdown.isEmpty()) {
      if (!text.isEmpty() || arguments.has("blocks")) {
        throw new Refusal("markdown_text_conflict");
      }
      if (markdown.length() > MOST_MARKDOWN) {
        throw new Refusal("msg_too_long");
      }
      ArrayNode one = Json.list();
      one.addObject().put("type", "markdown").put("text", markdown);
      return new Content(Mrkdwn.entities(markdown), BlockIds.given(one), false);
    }
    ArrayNode blocks = blocks(arguments, team);
    if (text.isEmpty() && blocks.isEmpty()) {
      throw new Refusal("no_text");
    }
    boolean truncated = text.length() > MOST_TEXT;
    String kept = truncated ? text.substring(0, MOST_TEXT) : text;
    return new Content(Mrkdwn.entities(kept), blocks, truncated);
  }

  private static ArrayNode blocks(Arguments arguments, Team team) {
    if (!arguments.has("blocks")) {
      return Json.list();
    }
    JsonNode blocks = arguments.json("blocks");
    if (!blocks.isArray()) {
      throw new Refusal("invalid_blocks_format");
    }
    var problems = Blocks.check(blocks, Blocks.Surface.MESSAGE);
    if (!problems.isEmpty()) {
      throw new Refusal("invalid_blocks").because(problems.texts());
    }
    if (Blocks.markdownLength(blocks) > MOST_BLOCKS) {
      throw new Refusal("msg_blocks_too_long");
    }
    images(blocks, team);
    return BlockIds.given(blocks);
  }

  private static boolean isShowable(Upload file) {
    return file.state() == Upload.State.COMPLETE
        && file.isImage()
        && (file.user().equals(World.BOT) || !file.shares().isEmpty());
  }

  /// An image of the workspace must be complete and the bot's to show.
  private static void images(JsonNode node, Team team) {
    JsonNode source = node.path("slack_file");
    if (source.isObject()) {
      Upload file = team.uploads().file(source.path("id").asText(""));
      if (file == null || !isShowable(file)) {
        throw new Refusal("invalid_blocks")
            .because(List.of("[ERROR] invalid slack file [json-pointer:/blocks]"));
      }
    }
    for (JsonNode inner : node) {
      if (inner.isContainerNode()) {
        images(inner, team);
      }
    }
  }
}
