package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;

/// The parts that payloads of interactions have in common.
final class Payloads {
  private static final String DOMAIN = "local";

  private final Team team;

  Payloads(Team team) {
    this.team = team;
  }

  ObjectNode of(String type, String user) {
    Member member = team.world().member(user);
    String name = member == null ? user : member.name();
    ObjectNode payload = Json.object().put("type", type);
    payload.putObject("team").put("id", World.TEAM).put("domain", DOMAIN);
    payload
        .putObject("user")
        .put("id", user)
        .put("username", name)
        .put("name", name)
        .put("team_id", member == null ? World.TEAM : member.team());
    return payload
        .put("api_app_id", World.APP)
        .put("token", "local-verification-token")
        .put("trigger_id", team.triggers().issue(user))
        .putNull("enterprise")
        .put("is_enterprise_install", false);
  }

  void addMessage(ObjectNode payload, Post post) {
    ObjectNode container =
        payload
            .putObject("container")
            .put("type", "message")
            .put("message_ts", post.ts())
            .put("channel_id", post.channel())
            .put("is_ephemeral", post.isEphemeral());
    if (post.threadTs() != null) {
      container.put("thread_ts", post.threadTs());
    }
    payload.set("channel", channel(post.channel()));
    if (!post.isEphemeral()) {
      payload.set("message", team.messages().withThread(post));
    }
  }

  ObjectNode command(String user, String channel, String command, String text) {
    Member member = team.world().member(user);
    return Json.object()
        .put("token", "local-verification-token")
        .put("team_id", World.TEAM)
        .put("team_domain", DOMAIN)
        .put("channel_id", channel)
        .put("channel_name", channel(channel).path("name").asText())
        .put("user_id", user)
        .put("user_name", member == null ? user : member.name())
        .put("command", command)
        .put("text", text)
        .put("api_app_id", World.APP)
        .put("is_enterprise_install", "false")
        .put("trigger_id", team.triggers().issue(user));
  }

  String responseUrl(String key) {
    return team.url() + "/actions/" + key;
  }

  private ObjectNode channel(String id) {
    Channel channel = team.world().channel(id);
    String name = channel == null || channel.isDirect() ? "directmessage" : channel.name();
    return Json.object().put("id", id).put("name", name);
  }
}
