package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Mrkdwn;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import dev.plotline.local.slack.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// `files.*`: the three steps of an upload, and looking at files.
final class FileMethods {
  /// More than these in one call are answered with `internal_error`.
  private static final int MOST_AT_ONCE = 14;

  private static final int MOST_ALT = 1_000;

  private final Team team;
  private final Places places;
  private final Executor later;

  /// @param later shares files after the answer was sent, as Slack does
  FileMethods(Team team, Executor later) {
    this.team = team;
    this.later = later;
    places = new Places(team);
  }

  void addTo(Methods methods) {
    methods
        .add("files.getUploadURLExternal", Rule.reads(Rate.TIER_4, "files:write"), this::address)
        .add(
            "files.completeUploadExternal", Rule.writes(Rate.TIER_4, "files:write"), this::complete)
        .add("files.info", Rule.reads(Rate.TIER_4, "files:read"), this::info)
        .add("files.delete", Rule.writes(Rate.TIER_3, "files:write"), this::delete);
  }

  private ObjectNode address(Arguments arguments) {
    String name = arguments.required("filename");
    arguments.required("length");
    int length = arguments.number("length", 0, 0, Integer.MAX_VALUE);
    if (length == 0) {
      throw Refusal.missing("length");
    }
    String alt = arguments.text("alt_txt");
    if (alt.length() > MOST_ALT) {
      throw new Refusal("alt_txt_too_large");
    }
    Upload file = team.uploads().await(name, length, alt, World.BOT);
    return Json.object()
        .put("upload_url", team.url() + "/upload/v1/" + file.id())
        .put("file_id", file.id());
  }

  private ObjectNode complete(Arguments arguments) {
    JsonNode wanted = arguments.json("files");
    if (!wanted.isArray() || wanted.isEmpty()) {
      throw Refusal.missing("files");
    }
    if (wanted.size() > MOST_AT_ONCE) {
      throw new Refusal("internal_error");
    }
    String channelId = arguments.text("channel_id");
    Channel channel = channelId.isEmpty() ? null : places.writable(channelId);
    String thread = channel == null ? null : places.thread(channel, arguments.text("thread_ts"));
    ArrayNode blocks = blocks(arguments);
    var ids = new ArrayList<String>();
    for (JsonNode one : wanted) {
      ids.add(arrived(one.path("id").asText("")).id());
    }
    ArrayNode files = Json.list();
    for (JsonNode one : wanted) {
      String title = one.path("title").asText("");
      Upload file =
          team.uploads()
              .change(
                  one.path("id").asText(), f -> f.completed(title.isEmpty() ? f.name() : title));
      files.add(team.messages().json(file, false));
    }
    if (channel != null) {
      String text = Mrkdwn.entities(arguments.text("initial_comment"));
      later.execute(() -> share(channel, thread, text, blocks, ids));
    }
    ObjectNode answer = Json.object();
    answer.set("files", files);
    return answer;
  }

  private Upload arrived(String id) {
    Upload file = team.uploads().file(id);
    if (file == null || !file.user().equals(World.BOT) || file.state() != Upload.State.ARRIVED) {
      throw new Refusal("file_not_found");
    }
    return file;
  }

  private ArrayNode blocks(Arguments arguments) {
    if (!arguments.has("blocks")) {
      return Json.list();
    }
    for (JsonNode block : arguments.json("blocks")) {
      if (block.path("type").asText("").equals("markdown")) {
        throw new Refusal("internal_error");
      }
    }
    return Content.of(arguments, team).blocks();
  }

  private void share(
      Channel channel, @Nullable String thread, String text, JsonNode blocks, List<String> ids) {
    Post draft =
        Post.draft(channel.id(), thread, World.BOT, text)
            .fromBot()
            .withBlocks(blocks)
            .withFiles(ids);
    team.world()
        .post(
            draft,
            post -> {
              var share = new Upload.Share(channel.id(), post.ts(), thread == null ? "" : thread);
              ids.stream()
                  .filter(id -> team.uploads().file(id) != null)
                  .forEach(id -> team.uploads().change(id, file -> file.shared(share)));
            });
  }

  private ObjectNode info(Arguments arguments) {
    Upload file = visible(arguments.required("file"));
    ObjectNode answer = Json.object();
    answer.set("file", team.messages().json(file, true));
    answer.putArray("comments");
    return answer;
  }

  private Upload visible(String id) {
    Upload file = team.uploads().file(id);
    if (file == null
        || file.state() != Upload.State.COMPLETE
        || !FilesServlet.mayRead(team, file)) {
      throw new Refusal("file_not_found");
    }
    return file;
  }

  private ObjectNode delete(Arguments arguments) {
    Upload file = visible(arguments.required("file"));
    if (!file.user().equals(World.BOT)) {
      throw new Refusal("cant_delete_file");
    }
    team.uploads().remove(file.id());
    return Json.object();
  }
}
