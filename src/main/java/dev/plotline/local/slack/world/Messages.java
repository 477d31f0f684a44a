package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Messages and files as Slack writes them, in answers and in events.
public final class Messages {
  private final Team team;

  Messages(Team team) {
    this.team = team;
  }

  /// A message.
  public ObjectNode json(Post post) {
    ObjectNode json = Json.object().put("type", "message");
    if (!post.files().isEmpty() && !post.byBot()) {
      json.put("subtype", "file_share");
    }
    json.put("user", post.user()).put("ts", post.ts()).put("text", post.text());
    if (post.byBot()) {
      bot(json);
    }
    // A message with files lacks its team, and that is no slip of ours.
    if (post.files().isEmpty()) {
      json.put("team", teamOf(post.user()));
    }
    if (!post.blocks().isEmpty()) {
      json.set("blocks", post.blocks());
    }
    if (post.threadTs() != null) {
      thread(json, post, post.threadTs());
    }
    if (!post.files().isEmpty()) {
      json.set("files", files(post.files()));
      json.put("upload", false);
    }
    if (post.editedTs() != null) {
      json.putObject("edited").put("user", post.user()).put("ts", post.editedTs());
    }
    if (!post.reactions().isEmpty()) {
      json.set("reactions", post.reactionsJson());
    }
    if (post.metadata() != null) {
      json.set("metadata", post.metadata());
    }
    return json;
  }

  private static void bot(ObjectNode json) {
    json.put("bot_id", World.BOT_ID).put("app_id", World.APP);
    json.putObject("bot_profile")
        .put("id", World.BOT_ID)
        .put("app_id", World.APP)
        .put("name", "Plotline")
        .put("team_id", World.TEAM);
  }

  private void thread(ObjectNode json, Post post, String threadTs) {
    json.put("thread_ts", threadTs);
    Post parent = team.world().post(post.channel(), threadTs);
    if (parent != null && post.isReply()) {
      json.put("parent_user_id", parent.user());
    }
  }

  /// A message with what Slack tells of the thread below it.
  public ObjectNode withThread(Post post) {
    ObjectNode json = json(post);
    List<Post> replies =
        team.world().thread(post.channel(), post.ts()).stream().filter(Post::isReply).toList();
    if (!replies.isEmpty()) {
      json.put("thread_ts", post.ts())
          .put("reply_count", replies.size())
          .put("reply_users_count", replies.stream().map(Post::user).distinct().count())
          .put("latest_reply", replies.getLast().ts())
          .put("is_locked", false);
    }
    return json;
  }

  /// Files, of which those that are gone are left as what Slack calls a tombstone.
  public ArrayNode files(List<String> ids) {
    ArrayNode list = Json.list();
    for (String id : ids) {
      Upload file = team.uploads().file(id);
      list.add(
          file == null ? Json.object().put("id", id).put("mode", "tombstone") : json(file, false));
    }
    return list;
  }

  /// A file.
  public ObjectNode json(Upload file, boolean withShares) {
    String address = team.url() + "/files-pri/" + World.TEAM + "-" + file.id() + "/";
    String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
    ObjectNode json =
        Json.object()
            .put("id", file.id())
            .put("created", team.world().times().seconds())
            .put("timestamp", team.world().times().seconds())
            .put("name", file.name())
            .put("title", file.title())
            .put("mimetype", file.mediaType())
            .put("filetype", file.ending().isEmpty() ? "binary" : file.ending())
            .put("user", file.user())
            .put("user_team", teamOf(file.user()))
            .put("editable", false)
            .put("size", file.size())
            .put("mode", "hosted")
            .put("is_external", false)
            .put("external_type", "")
            .put("is_public", true)
            .put("file_access", "visible")
            .put("url_private", address + name)
            .put("url_private_download", address + "download/" + name);
    if (!file.alt().isEmpty()) {
      json.put("alt_txt", file.alt());
    }
    if (withShares && !file.shares().isEmpty()) {
      shares(file, json.putObject("shares"));
    }
    return json;
  }

  private void shares(Upload file, ObjectNode shares) {
    for (Upload.Share share : file.shares()) {
      Channel channel = team.world().channel(share.channel());
      boolean open = channel != null && channel.kind() == Channel.Kind.PUBLIC;
      ObjectNode one =
          shares
              .withObjectProperty(open ? "public" : "private")
              .withArrayProperty(share.channel())
              .addObject()
              .put("ts", share.ts());
      if (!share.threadTs().isEmpty()) {
        one.put("thread_ts", share.threadTs());
      }
    }
  }

  private String teamOf(String user) {
    Member member = team.world().member(user);
    return member == null ? World.TEAM : member.team();
  }
}
