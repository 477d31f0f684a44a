package dev.plotline.local.slack.api;

import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Times;
import dev.plotline.local.slack.world.World;
import org.jspecify.annotations.Nullable;

/// Finds what arguments name, as far as the bot may know of it.
final class Places {
  private final Team team;

  Places(Team team) {
    this.team = team;
  }

  /// A channel that the bot may read.
  Channel readable(String id) {
    Channel channel = known(id);
    scope(channel.kind().family() + ":history");
    if (!channel.members().contains(World.BOT)) {
      throw new Refusal("not_in_channel");
    }
    return channel;
  }

  /// A channel that the bot may post to: by its id, its name, or the id of a person to write to.
  Channel writable(String id) {
    if (id.startsWith("U") && team.world().member(id) != null) {
      return team.world().direct(id);
    }
    Channel channel = known(id);
    if (channel.archived()) {
      throw new Refusal("is_archived");
    }
    if (!channel.members().contains(World.BOT)) {
      throw new Refusal("not_in_channel");
    }
    return channel;
  }

  /// A channel that the bot knows of.
  Channel known(String id) {
    String name = id.startsWith("#") ? id.substring(1) : id;
    Channel channel =
        team.world().channels().stream()
            .filter(c -> c.id().equals(id) || (!c.isDirect() && c.name().equals(name)))
            .findFirst()
            .orElseThrow(() -> new Refusal("channel_not_found"));
    boolean hidden = channel.kind() != Channel.Kind.PUBLIC;
    if (hidden && !channel.members().contains(World.BOT)) {
      throw new Refusal("channel_not_found");
    }
    return channel;
  }

  /// The thread to post into: null when there is none, refused when it can't be one.
  @Nullable String thread(Channel channel, String threadTs) {
    if (threadTs.isEmpty()) {
      return null;
    }
    if (!Times.isTime(threadTs)) {
      throw new Refusal("invalid_thread_ts");
    }
    Post parent = team.world().post(channel.id(), threadTs);
    if (parent == null && team.world().thread(channel.id(), threadTs).isEmpty()) {
      throw new Refusal("thread_not_found");
    }
    // Slack takes a reply's ts too, and then shows the message where nobody looks.
    if (parent != null && parent.isReply()) {
      throw new Refusal("cannot_reply_to_message");
    }
    return threadTs;
  }

  /// A message that is there.
  Post message(Channel channel, String ts) {
    Post post = team.world().post(channel.id(), ts);
    if (post == null) {
      throw new Refusal("message_not_found");
    }
    return post;
  }

  /// Somebody.
  Member member(String id) {
    Member member = team.world().member(id);
    if (member == null) {
      throw new Refusal("user_not_found");
    }
    return member;
  }

  /// That the token has a scope that depends on what it is for.
  void scope(String scope) {
    if (!team.app().scopes().contains(scope)) {
      throw ApiServlet.lacking(scope, team.app().scopes());
    }
  }
}
