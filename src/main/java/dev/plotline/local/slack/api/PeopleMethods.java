package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;
import java.util.Set;

/// Who the bot is, who others are, and reactions.
final class PeopleMethods {
  private final Team team;
  private final Places places;

  PeopleMethods(Team team) {
    this.team = team;
    places = new Places(team);
  }

  void addTo(Methods methods) {
    methods
        .add("api.test", Rule.writes(Rate.ALWAYS).by(Rule.Token.NONE), this::test)
        .add("auth.test", Rule.writes(Rate.ALWAYS), _ -> whoAmI())
        .add("users.info", Rule.reads(Rate.TIER_4, "users:read"), this::info)
        .add("reactions.add", Rule.writes(Rate.TIER_3, "reactions:write"), a -> react(a, true))
        .add("reactions.remove", Rule.writes(Rate.TIER_3, "reactions:write"), a -> react(a, false));
  }

  private ObjectNode test(Arguments arguments) {
    if (arguments.has("error")) {
      throw new Refusal(arguments.text("error"));
    }
    ObjectNode answer = Json.object();
    answer.set("args", arguments.values());
    return answer;
  }

  private ObjectNode whoAmI() {
    return Json.object()
        .put("url", team.url() + "/")
        .put("team", "Local Slack")
        .put("user", "plotline")
        .put("team_id", World.TEAM)
        .put("user_id", World.BOT)
        .put("bot_id", World.BOT_ID)
        .put("is_enterprise_install", false);
  }

  private ObjectNode info(Arguments arguments) {
    var member = places.member(arguments.required("user"));
    ObjectNode answer = Json.object();
    answer.set("user", member.json(arguments.flag("include_locale")));
    return answer;
  }

  private ObjectNode react(Arguments arguments, boolean add) {
    String name = arguments.required("name");
    if (!name.matches("[a-z0-9_+'-]+(::skin-tone-[2-6])?")) {
      throw new Refusal("invalid_name");
    }
    Channel channel = places.writable(arguments.required("channel"));
    Post post = places.message(channel, arguments.required("timestamp"));
    boolean there = post.reactions().getOrDefault(name, Set.of()).contains(World.BOT);
    if (there == add) {
      throw new Refusal(add ? "already_reacted" : "no_reaction");
    }
    team.world()
        .change(
            channel.id(),
            post.ts(),
            false,
            p -> add ? p.reacted(name, World.BOT) : p.unreacted(name, World.BOT));
    return Json.object();
  }
}
