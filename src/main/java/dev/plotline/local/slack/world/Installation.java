package dev.plotline.local.slack.world;

import java.util.Set;

/// The app as it is installed in the workspace: its secrets, and what it may do and hear.
///
/// @param botToken for the Web API
/// @param appToken for Socket Mode
/// @param signingSecret what requests to the app are signed with
/// @param scopes what the bot token may do
/// @param events what the app is told of
public record Installation(
    String botToken,
    String appToken,
    String signingSecret,
    Set<String> scopes,
    Set<String> events) {

  /// Copies the sets.
  public Installation {
    scopes = Set.copyOf(scopes);
    events = Set.copyOf(events);
  }

  /// With new secrets, and with what the app's manifest asks for.
  public static Installation fresh() {
    return new Installation(
        "xoxb-local-" + Ids.random(24),
        "xapp-1-local-" + Ids.random(24),
        Ids.random(32).toLowerCase(java.util.Locale.ROOT),
        Set.of(
            "app_mentions:read",
            "assistant:write",
            "chat:write",
            "commands",
            "files:read",
            "files:write",
            "reactions:write",
            "users:read",
            "channels:history",
            "groups:history",
            "im:history",
            "mpim:history",
            "channels:read",
            "groups:read",
            "im:read",
            "mpim:read",
            "im:write"),
        Set.of(
            "app_mention",
            "message.im",
            "message.channels",
            "message.groups",
            "message.mpim",
            "app_home_opened",
            "app_context_changed",
            "agent_session_stopped",
            "file_deleted",
            "app_uninstalled",
            "tokens_revoked"));
  }

  /// The same with other scopes.
  public Installation withScopes(Set<String> scopes) {
    return new Installation(botToken, appToken, signingSecret, scopes, events);
  }

  /// The same, told of other events.
  public Installation withEvents(Set<String> events) {
    return new Installation(botToken, appToken, signingSecret, scopes, events);
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "Installation[scopes=" + scopes + ", events=" + events + "]";
  }
}
