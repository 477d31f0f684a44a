package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tells the app of what happens in the workspace. Safe for several threads.
public final class Events {
  private final Team team;
  private final Carrier carrier;
  private final Envelopes envelopes;
  private final MessageEvents messages;
  private final Lanes lanes = new Lanes();
  private final Map<String, Parcel> sent = new ConcurrentHashMap<>();
  private volatile Pairing pairing = Pairing.usual();

  Events(Team team, Carrier carrier) {
    this.team = team;
    this.carrier = carrier;
    envelopes = new Envelopes(team);
    messages = new MessageEvents(team);
    team.world().listen(this::changed);
  }

  /// Chooses how the two events of a mention come from now on.
  public void pair(Pairing pairing) {
    this.pairing = pairing;
  }

  private void changed(Change change) {
    switch (change) {
      case Change.Posted(Post post) ->
          tell(post, channel -> messages.posted(post, channel, pairing));
      case Change.Updated(Post before, Post after, boolean edited) -> {
        if (edited) {
          tell(after, channel -> messages.edited(before, after, channel));
        }
      }
      case Change.Removed(Post post) -> tell(post, channel -> messages.removed(post, channel));
      case Change.FileRemoved(var file) ->
          send(Json.object().put("type", "file_deleted").put("file_id", file.id()), null);
      case Change.Doing _, Change.SessionChanged _, Change.Suggested _ -> {}
      case Change.ChannelChanged _, Change.ViewShown _, Change.ViewClosed _ -> {}
    }
  }

  /// Makes the events at once, so that they show what was, and brings them later.
  private void tell(Post post, java.util.function.Function<Channel, List<ObjectNode>> events) {
    Channel channel = team.world().channel(post.channel());
    if (channel == null || post.isEphemeral()) {
      return;
    }
    List<Parcel> parcels =
        events.apply(channel).stream().map(event -> envelopes.of(event, channel)).toList();
    String lane = post.channel() + "/" + post.root() + (post.byBot() ? "/bot" : "");
    lanes.run(lane, () -> parcels.forEach(this::bring));
  }

  private void bring(Parcel parcel) {
    if (sent.size() > 1_000) {
      sent.clear();
    }
    sent.put(parcel.id(), parcel);
    carrier.bring(parcel);
  }

  /// Sends any event, also one of a shape that Slack has yet to think of.
  ///
  /// @return its id
  public String send(ObjectNode event, @Nullable Channel channel) {
    String type = event.path("type").asText("");
    if (!event.has("event_ts")) {
      event.put("event_ts", team.world().times().next());
    }
    Parcel parcel = envelopes.of(event, channel);
    boolean subscribed = type.equals("message") || team.app().events().contains(type);
    if (subscribed) {
      lanes.run(parcel.id(), () -> bring(parcel));
    }
    return parcel.id();
  }

  /// Delivers an event once more, as Slack does when it has not understood that it was taken.
  public void repeat(String eventId) {
    Parcel parcel = sent.get(eventId);
    if (parcel == null) {
      throw new IllegalArgumentException("no event with the id " + eventId + " was sent");
    }
    carrier.bring(parcel);
  }

  /// Somebody has pressed the stop button that goes with an agent's session.
  public void stopped(String user, String channelId, String threadTs) {
    ObjectNode event =
        Json.object()
            .put("type", "agent_session_stopped")
            .put("channel", channelId)
            .put("thread_ts", threadTs)
            .put("user", user);
    event.putArray("streaming_message_ts");
    send(event, team.world().channel(channelId));
  }

  /// Somebody looks at the direct message with the app.
  public void opened(String user) {
    ObjectNode event =
        Json.object()
            .put("type", "app_home_opened")
            .put("user", user)
            .put("channel", team.world().direct(user).id())
            .put("tab", "messages");
    send(event, null);
  }

  /// The app was taken out of the workspace.
  public void uninstalled() {
    ObjectNode revoked = Json.object().put("type", "tokens_revoked");
    revoked.putObject("tokens").putArray("bot").add(World.BOT);
    send(revoked, null);
    send(Json.object().put("type", "app_uninstalled"), null);
  }
}
