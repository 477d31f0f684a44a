package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `chat.*`: posting, editing and deleting.
final class ChatMethods {
  private final Team team;
  private final Places places;

  ChatMethods(Team team) {
    this.team = team;
    places = new Places(team);
  }

  void addTo(Methods methods) {
    methods
        .add("chat.postMessage", Rule.writes(Rate.POSTING, "chat:write"), this::post)
        .add("chat.update", Rule.writes(Rate.TIER_3, "chat:write"), this::update)
        .add("chat.delete", Rule.writes(Rate.TIER_3, "chat:write"), this::delete)
        .add("chat.postEphemeral", Rule.writes(Rate.TIER_4, "chat:write"), this::whisper)
        .add("chat.getPermalink", Rule.reads(Rate.ALWAYS), this::permalink);
  }

  private ObjectNode post(Arguments arguments) {
    Channel channel = places.writable(arguments.required("channel"));
    Content content = Content.of(arguments, team);
    String thread = places.thread(channel, arguments.text("thread_ts"));
    Post post =
        team.world()
            .post(
                Post.draft(channel.id(), thread, World.BOT, content.text())
                    .fromBot()
                    .withBlocks(content.blocks())
                    .withMetadata(metadata(arguments)));
    ObjectNode answer = Json.object().put("channel", channel.id()).put("ts", post.ts());
    answer.set("message", team.messages().json(post));
    if (content.truncated()) {
      answer.put("warning", "message_truncated");
      answer.putObject("response_metadata").putArray("warnings").add("message_truncated");
    }
    return answer;
  }

  private static @Nullable JsonNode metadata(Arguments arguments) {
    if (!arguments.has("metadata")) {
      return null;
    }
    JsonNode metadata = arguments.json("metadata");
    if (!metadata.path("event_type").isTextual() || !metadata.path("event_payload").isObject()) {
      throw new Refusal("invalid_metadata_format");
    }
    return metadata;
  }

  private ObjectNode update(Arguments arguments) {
    Channel channel = places.writable(arguments.required("channel"));
    Post before = own(channel, arguments.required("ts"), "cant_update_message");
    Content content = Content.of(arguments, team);
    // Slack keeps the blocks when only a text comes with it.
    JsonNode blocks =
        arguments.has("blocks") || arguments.has("markdown_text")
            ? content.blocks()
            : arguments.has("text") ? Json.list() : before.blocks();
    Post post =
        Objects.requireNonNull(
            team.world()
                .change(
                    channel.id(),
                    before.ts(),
                    true,
                    p -> p.edited(content.text(), blocks, team.world().times().next())));
    ObjectNode answer =
        Json.object().put("channel", channel.id()).put("ts", post.ts()).put("text", post.text());
    answer.set("message", team.messages().json(post));
    return answer;
  }

  private ObjectNode delete(Arguments arguments) {
    Channel channel = places.writable(arguments.required("channel"));
    Post post = own(channel, arguments.required("ts"), "cant_delete_message");
    team.world().remove(channel.id(), post.ts());
    return Json.object().put("channel", channel.id()).put("ts", post.ts());
  }

  private Post own(Channel channel, String ts, String otherwise) {
    Post post = places.message(channel, ts);
    if (!post.user().equals(World.BOT)) {
      throw new Refusal(otherwise);
    }
    return post;
  }

  private ObjectNode whisper(Arguments arguments) {
    Channel channel = places.writable(arguments.required("channel"));
    String user = arguments.required("user");
    if (!channel.members().contains(user)) {
      throw new Refusal("user_not_in_channel");
    }
    Content content = Content.of(arguments, team);
    String thread = places.thread(channel, arguments.text("thread_ts"));
    Post post =
        team.world()
            .post(
                Post.draft(channel.id(), thread, World.BOT, content.text())
                    .fromBot()
                    .withBlocks(content.blocks())
                    .onlyFor(user));
    return Json.object().put("message_ts", post.ts());
  }

  private ObjectNode permalink(Arguments arguments) {
    Channel channel = places.known(arguments.required("channel"));
    Post post = places.message(channel, arguments.required("message_ts"));
    return Json.object()
        .put("channel", channel.id())
        .put(
            "permalink",
            team.url() + "/archives/" + channel.id() + "/p" + post.ts().replace(".", ""));
  }
}
