package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.slack.world.BlockIds;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Mrkdwn;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;

/// Shows what the app answered to a command: to who typed it, or to all.
final class CommandAnswer {
  private final Team team;

  CommandAnswer(Team team) {
    this.team = team;
  }

  void post(String user, String channel, Courier.Answer answer) {
    JsonNode body = answer.body();
    String text = body.isObject() ? body.path("text").asText("") : answer.text();
    JsonNode blocks = body.path("blocks").isArray() ? body.path("blocks") : Json.list();
    if (text.isBlank() && blocks.isEmpty()) {
      return;
    }
    Post draft =
        Post.draft(channel, null, World.BOT, Mrkdwn.entities(text))
            .fromBot()
            .withBlocks(BlockIds.given(blocks));
    boolean open = body.path("response_type").asText("").equals("in_channel");
    team.world().post(open ? draft : draft.onlyFor(user));
  }
}
