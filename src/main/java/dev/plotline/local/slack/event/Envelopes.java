package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Ids;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;
import org.jspecify.annotations.Nullable;

/// Puts events into the envelopes that Slack sends them in.
final class Envelopes {
  private final Team team;

  Envelopes(Team team) {
    this.team = team;
  }

  /// An event of a channel, or of none.
  Parcel of(ObjectNode event, @Nullable Channel channel) {
    String id = Ids.next("Ev");
    ObjectNode envelope =
        Json.object()
            .put("token", "local-verification-token")
            .put("team_id", author(event))
            .put("context_team_id", World.TEAM)
            .put("api_app_id", World.APP);
    envelope.set("event", event);
    envelope
        .put("type", "event_callback")
        .put("event_id", id)
        .put("event_time", team.world().times().seconds());
    envelope
        .putArray("authorizations")
        .addObject()
        .putNull("enterprise_id")
        .put("team_id", World.TEAM)
        .put("user_id", World.BOT)
        .put("is_bot", true)
        .put("is_enterprise_install", false);
    envelope
        .put("is_ext_shared_channel", channel != null && channel.shared())
        .put("event_context", "4-" + id);
    return new Parcel(Parcel.Kind.EVENT, event.path("type").asText(), id, envelope);
  }

  private String author(ObjectNode event) {
    Member member = team.world().member(event.path("user").asText(""));
    return member == null ? World.TEAM : member.team();
  }
}
