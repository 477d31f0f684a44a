package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.event.Pairing.Carries;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Ids;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;
import java.util.ArrayList;
import java.util.List;

/// The events that a message comes to when it is posted, edited or deleted, as far as the app is
/// told of them.
final class MessageEvents {
  private static final String MENTION = "<@" + World.BOT + ">";

  private final Team team;

  MessageEvents(Team team) {
    this.team = team;
  }

  /// A new message.
  List<ObjectNode> posted(Post post, Channel channel, Pairing pairing) {
    var events = new ArrayList<ObjectNode>();
    if (hears(channel)) {
      events.add(message(post, channel, pairing.files() != Carries.MENTION));
    }
    if (mentions(post.text()) && !post.byBot() && hearsMentions(channel)) {
      ObjectNode mention = mention(post, channel, pairing.files() != Carries.MESSAGE);
      events.add(pairing.mentionFirst() ? 0 : events.size(), mention);
    }
    return events;
  }

  /// A message whose words have changed.
  List<ObjectNode> edited(Post before, Post after, Channel channel) {
    var events = new ArrayList<ObjectNode>();
    if (hears(channel)) {
      ObjectNode event = about("message_changed", after, channel);
      event.set("message", team.messages().json(after));
      event.set("previous_message", team.messages().json(before));
      events.add(event);
    }
    boolean added = mentions(after.text()) && !mentions(before.text());
    if (added && !after.byBot() && hearsMentions(channel)) {
      events.add(mention(after, channel, true));
    }
    return events;
  }

  /// A message that is gone.
  List<ObjectNode> removed(Post post, Channel channel) {
    if (!hears(channel)) {
      return List.of();
    }
    ObjectNode event = about("message_deleted", post, channel).put("deleted_ts", post.ts());
    event.set("previous_message", team.messages().json(post));
    return List.of(event);
  }

  private ObjectNode about(String subtype, Post post, Channel channel) {
    String now = team.world().times().next();
    return Json.object()
        .put("type", "message")
        .put("subtype", subtype)
        .put("hidden", true)
        .put("channel", post.channel())
        .put("channel_type", channel.kind().type())
        .put("ts", now)
        .put("event_ts", now);
  }

  private ObjectNode message(Post post, Channel channel, boolean withFiles) {
    ObjectNode event = common(post, channel, withFiles);
    if (!withFiles && !post.files().isEmpty()) {
      event.remove("subtype");
    }
    return event.put("channel_type", channel.kind().type());
  }

  private ObjectNode mention(Post post, Channel channel, boolean withFiles) {
    ObjectNode event = common(post, channel, withFiles);
    event.remove("subtype");
    event.put("type", "app_mention");
    return event;
  }

  private ObjectNode common(Post post, Channel channel, boolean withFiles) {
    ObjectNode event = team.messages().json(post);
    event.put("channel", post.channel()).put("event_ts", post.ts());
    if (!post.byBot()) {
      event.put("client_msg_id", Ids.random(20));
    }
    Member member = team.world().member(post.user());
    if (channel.shared() && member != null) {
      event.put("user_team", member.team()).put("source_team", member.team());
      hideFiles(event);
    }
    if (!withFiles) {
      event.remove(List.of("files", "upload"));
    }
    return event;
  }

  /// In a channel shared with others Slack tells only the ids of files.
  private static void hideFiles(ObjectNode event) {
    if (!(event.path("files") instanceof ArrayNode files)) {
      return;
    }
    ArrayNode hidden = Json.list();
    for (JsonNode file : files) {
      hidden
          .addObject()
          .put("id", file.path("id").asText())
          .put("created", 0)
          .put("timestamp", 0)
          .put("mode", "file_access")
          .put("file_access", "check_file_info");
    }
    event.set("files", hidden);
  }

  private boolean hears(Channel channel) {
    String family = channel.kind().family();
    return channel.members().contains(World.BOT)
        && team.app().events().contains("message." + family)
        && team.app().scopes().contains(family + ":history");
  }

  private boolean hearsMentions(Channel channel) {
    return !channel.isDirect()
        && channel.members().contains(World.BOT)
        && team.app().events().contains("app_mention")
        && team.app().scopes().contains("app_mentions:read");
  }

  private static boolean mentions(String text) {
    return text.contains(MENTION);
  }
}
