package dev.plotline.teams.api;

import dev.plotline.teams.api.Conversation.Scope;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Conversations for tests.
public final class Places {
  private Places() {}

  /// Ann's chat with the bot.
  public static Conversation personal(URI service) {
    return of(service, "a:1-ann", Scope.PERSONAL, null, null);
  }

  /// A group chat, whose id looks like a personal one's.
  public static Conversation group(URI service) {
    return of(service, "a:group", Scope.GROUP, null, null);
  }

  /// A thread in a channel.
  public static Conversation channel(URI service) {
    return of(
        service,
        "19:general@thread.tacv2;messageid=1700000000000",
        Scope.CHANNEL,
        "group-1",
        "19:general@thread.tacv2");
  }

  private static Conversation of(
      URI service, String id, Scope scope, @Nullable String team, @Nullable String channel) {
    return new Conversation(
        "tenant-1", service, id, scope, "28:app-1", "1600000000001", team, channel, "29:ann");
  }
}
