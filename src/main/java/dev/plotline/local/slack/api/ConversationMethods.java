package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;
import java.util.List;

/// `conversations.*`: channels, who is in them, and what was said.
final class ConversationMethods {
  private final Team team;
  private final Places places;

  ConversationMethods(Team team) {
    this.team = team;
    places = new Places(team);
  }

  void addTo(Methods methods) {
    methods
        .add("conversations.info", Rule.reads(Rate.TIER_3), this::info)
        .add("conversations.members", Rule.reads(Rate.TIER_4), this::members)
        .add("conversations.list", Rule.reads(Rate.TIER_2, "channels:read"), _ -> list())
        .add("conversations.open", Rule.writes(Rate.TIER_3, "im:write"), this::open)
        .add("conversations.history", Rule.reads(Rate.TIER_3), this::history)
        .add("conversations.replies", Rule.reads(Rate.TIER_3), this::replies);
  }

  private ObjectNode info(Arguments arguments) {
    Channel channel = places.known(arguments.required("channel"));
    places.scope(channel.kind().family() + ":read");
    ObjectNode answer = Json.object();
    answer.set("channel", channel.json(World.BOT));
    return answer;
  }

  private ObjectNode members(Arguments arguments) {
    Channel channel = places.known(arguments.required("channel"));
    places.scope(channel.kind().family() + ":read");
    ObjectNode answer = Json.object();
    answer.set("members", Json.texts(channel.members()));
    answer.putObject("response_metadata").put("next_cursor", "");
    return answer;
  }

  private ObjectNode list() {
    ObjectNode answer = Json.object();
    ArrayNode channels = answer.putArray("channels");
    team.world().channels().stream()
        .filter(channel -> channel.kind() == Channel.Kind.PUBLIC)
        .forEach(channel -> channels.add(channel.json(World.BOT)));
    answer.putObject("response_metadata").put("next_cursor", "");
    return answer;
  }

  private ObjectNode open(Arguments arguments) {
    if (arguments.has("channel")) {
      Channel channel = places.known(arguments.text("channel"));
      return opened(channel);
    }
    String users = arguments.required("users");
    if (users.contains(",")) {
      throw new Refusal("not_enough_users");
    }
    return opened(team.world().direct(places.member(users).id()));
  }

  private static ObjectNode opened(Channel channel) {
    ObjectNode answer = Json.object();
    answer.putObject("channel").put("id", channel.id());
    return answer;
  }

  private ObjectNode history(Arguments arguments) {
    Channel channel = places.readable(arguments.required("channel"));
    List<Post> posts =
        team.world().posts(channel.id()).reversed().stream()
            .filter(post -> !post.isReply())
            .toList();
    return page(arguments, posts, 100);
  }

  private ObjectNode replies(Arguments arguments) {
    Channel channel = places.readable(arguments.required("channel"));
    String ts = arguments.required("ts");
    Post post = team.world().post(channel.id(), ts);
    if (post == null) {
      throw new Refusal("thread_not_found");
    }
    return page(arguments, team.world().thread(channel.id(), post.root()), 1_000);
  }

  private ObjectNode page(Arguments arguments, List<Post> posts, int otherwise) {
    int limit = arguments.number("limit", otherwise, 1, 1_000);
    int from = arguments.number("cursor", 0, 0, Integer.MAX_VALUE);
    List<Post> chosen =
        posts.stream().filter(post -> isBetween(arguments, post.ts())).skip(from).toList();
    ObjectNode answer = Json.object();
    ArrayNode messages = answer.putArray("messages");
    chosen.stream().limit(limit).forEach(post -> messages.add(team.messages().withThread(post)));
    boolean more = chosen.size() > limit;
    answer.put("has_more", more);
    answer.putObject("response_metadata").put("next_cursor", more ? "" + (from + limit) : "");
    return answer;
  }

  private static boolean isBetween(Arguments arguments, String ts) {
    boolean inclusive = arguments.flag("inclusive");
    String oldest = arguments.text("oldest");
    String latest = arguments.text("latest");
    int after = oldest.isEmpty() ? 1 : ts.compareTo(oldest);
    int before = latest.isEmpty() ? 1 : latest.compareTo(ts);
    return (after > 0 || (inclusive && after == 0)) && (before > 0 || (inclusive && before == 0));
  }
}
