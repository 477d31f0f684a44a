package dev.plotline.local.slack.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import dev.plotline.local.slack.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The workspace as one person sees it, as the page reads it.
final class Shown {
  private final Team team;

  Shown(Team team) {
    this.team = team;
  }

  /// Everything.
  ObjectNode state(String viewer) {
    ObjectNode state = Json.object().put("bot", World.BOT).put("me", viewer);
    ArrayNode people = state.putArray("people");
    for (Member member : team.world().members()) {
      people
          .addObject()
          .put("id", member.id())
          .put("name", member.realName())
          .put("handle", member.name())
          .put("bot", member.isBot());
    }
    ArrayNode channels = state.putArray("channels");
    team.world().channels().stream()
        .filter(channel -> channel.members().contains(viewer))
        .forEach(channel -> channels.add(channel(channel)));
    ArrayNode posts = state.putArray("posts");
    team.world().seenBy(viewer).forEach(post -> posts.add(post(post)));
    ArrayNode doings = state.putArray("doings");
    for (Change change : team.doings().all()) {
      ObjectNode json = change(change, viewer);
      if (json != null) {
        doings.add(json);
      }
    }
    state.set("samples", Samples.json());
    state.set("view", team.modals().top(viewer));
    return state;
  }

  /// A change, null when this person doesn't see it.
  @Nullable ObjectNode change(Change change, String viewer) {
    return switch (change) {
      case Change.Posted(Post post) -> post(post, "posted", viewer);
      case Change.Updated(_, Post post, _) -> post(post, "posted", viewer);
      case Change.Removed(Post post) ->
          sees(viewer, post.channel())
              ? of("removed").put("channel", post.channel()).put("ts", post.ts())
              : null;
      case Change.FileRemoved(Upload file) -> of("file_removed").put("id", file.id());
      case Change.Doing(String channel, String thread, String status, List<String> loading) ->
          at("doing", channel, thread, viewer, json -> json.put("status", status))
              .set("loading", Json.texts(loading));
      case Change.SessionChanged(String channel, String thread, String status, String title) ->
          at(
              "session",
              channel,
              thread,
              viewer,
              json -> json.put("status", status).put("title", title));
      case Change.Suggested(String channel, String thread, String title, var prompts) ->
          at("suggested", channel, thread, viewer, json -> json.put("title", title))
              .set("prompts", prompts);
      case Change.ChannelChanged(Channel channel) -> of("channel").set("channel", channel(channel));
      case Change.ViewShown(String user, var view) ->
          user.equals(viewer) ? of("view").set("view", view) : null;
      case Change.ViewClosed(String user, String id) ->
          user.equals(viewer) ? of("view_closed").put("id", id) : null;
    };
  }

  private ObjectNode at(
      String type,
      String channel,
      String thread,
      String viewer,
      java.util.function.UnaryOperator<ObjectNode> more) {
    return more.apply(
        of(type)
            .put("channel", channel)
            .put("thread", thread)
            .put("hidden", !sees(viewer, channel)));
  }

  private static ObjectNode of(String type) {
    return Json.object().put("type", type);
  }

  private boolean sees(String viewer, String channelId) {
    Channel channel = team.world().channel(channelId);
    return channel != null && channel.members().contains(viewer);
  }

  private @Nullable ObjectNode post(Post post, String type, String viewer) {
    boolean seen =
        sees(viewer, post.channel()) && (post.audience() == null || post.audience().equals(viewer));
    return seen ? of(type).set("post", post(post)) : null;
  }

  private static ObjectNode channel(Channel channel) {
    ObjectNode json =
        Json.object()
            .put("id", channel.id())
            .put("name", channel.name())
            .put("topic", channel.topic())
            .put("direct", channel.isDirect());
    json.set("members", Json.texts(channel.members()));
    return json;
  }

  private ObjectNode post(Post post) {
    ObjectNode json =
        Json.object()
            .put("channel", post.channel())
            .put("ts", post.ts())
            .put("thread", post.isReply() ? post.threadTs() : null)
            .put("user", post.user())
            .put("bot", post.byBot())
            .put("text", post.text())
            .put("edited", post.editedTs() != null)
            .put("ephemeral", post.isEphemeral());
    json.set("blocks", post.blocks());
    ArrayNode files = json.putArray("files");
    for (String id : post.files()) {
      Upload file = team.uploads().file(id);
      if (file != null) {
        files.add(file(file));
      }
    }
    json.set("reactions", post.reactionsJson());
    return json;
  }

  /// A file.
  static ObjectNode file(Upload file) {
    return Json.object()
        .put("id", file.id())
        .put("name", file.name())
        .put("title", file.title())
        .put("size", file.size())
        .put("ending", file.ending())
        .put("image", file.isImage())
        .put("alt", file.alt());
  }
}
