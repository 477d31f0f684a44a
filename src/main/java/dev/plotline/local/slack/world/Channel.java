package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A place to talk.
///
/// @param name without `#`; empty for a direct message
/// @param members ids of those who are in it, the bot's among them when it is
/// @param archived whether it is closed for good
/// @param shared whether another workspace is in it too (Slack Connect)
public record Channel(
    String id,
    String name,
    Kind kind,
    String topic,
    Set<String> members,
    boolean archived,
    boolean shared) {

  /// What kind of place.
  public enum Kind {
    /// Anybody may join.
    PUBLIC("channels", "channel"),
    /// By invitation.
    PRIVATE("groups", "group"),
    /// Two talk.
    DIRECT("im", "im"),
    /// A few talk.
    GROUP("mpim", "mpim");

    private final String family;
    private final String type;

    Kind(String family, String type) {
      this.family = family;
      this.type = type;
    }

    /// The first half of a scope's name, as in `channels:history`.
    public String family() {
      return family;
    }

    /// `channel_type` of an event.
    public String type() {
      return type;
    }
  }

  /// Copies the members.
  public Channel {
    members = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(members));
  }

  /// A channel with these in it.
  public static Channel of(String id, String name, Kind kind, String topic, String... members) {
    return new Channel(id, name, kind, topic, new LinkedHashSet<>(List.of(members)), false, false);
  }

  /// The same, closed.
  public Channel withArchived() {
    return new Channel(id, name, kind, topic, members, true, shared);
  }

  /// The same, shared with another workspace.
  public Channel withSharing() {
    return new Channel(id, name, kind, topic, members, archived, true);
  }

  /// The same with one more in it.
  public Channel with(String member) {
    var more = new LinkedHashSet<>(members);
    more.add(member);
    return new Channel(id, name, kind, topic, more, archived, shared);
  }

  /// The same without one.
  public Channel without(String member) {
    var fewer = new LinkedHashSet<>(members);
    fewer.remove(member);
    return new Channel(id, name, kind, topic, fewer, archived, shared);
  }

  /// Whether only two talk.
  public boolean isDirect() {
    return kind == Kind.DIRECT;
  }

  /// As `conversations.info` shows it to the bot.
  public ObjectNode json(String bot) {
    ObjectNode json = Json.object().put("id", id);
    if (isDirect()) {
      String other = members.stream().filter(m -> !m.equals(bot)).findFirst().orElse(bot);
      return json.put("is_im", true).put("user", other).put("is_archived", archived);
    }
    json.put("name", name)
        .put("is_channel", kind == Kind.PUBLIC)
        .put("is_group", kind == Kind.PRIVATE)
        .put("is_im", false)
        .put("is_mpim", kind == Kind.GROUP)
        .put("is_private", kind != Kind.PUBLIC)
        .put("is_archived", archived)
        .put("is_general", name.equals("general"))
        .put("is_shared", shared)
        .put("is_ext_shared", shared)
        .put("is_member", members.contains(bot))
        .put("num_members", members.size());
    json.putObject("topic").put("value", topic).put("creator", "").put("last_set", 0);
    return json;
  }
}
