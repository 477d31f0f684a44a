package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Somebody in the workspace, or from outside it in a shared channel.
///
/// @param name the handle
/// @param realName what is shown
/// @param team the workspace that they are of
/// @param zone an IANA time zone
/// @param locale as Slack writes it: `en-US`
public record Member(
    String id,
    String name,
    String realName,
    String team,
    Standing standing,
    String zone,
    String locale) {

  /// What somebody is to the workspace.
  public enum Standing {
    /// May everything.
    ADMIN,
    /// Has an account.
    FULL,
    /// Has an account for some channels.
    GUEST,
    /// Has an account for one channel.
    SINGLE_CHANNEL_GUEST,
    /// Is of another workspace.
    STRANGER,
    /// An app's own user.
    BOT
  }

  /// An ordinary person.
  public static Member of(String id, String name, String realName) {
    return new Member(id, name, realName, World.TEAM, Standing.FULL, "Europe/Berlin", "en-US");
  }

  /// The same person with another standing.
  public Member as(Standing standing) {
    String where = standing == Standing.STRANGER ? World.OTHER_TEAM : team;
    return new Member(id, name, realName, where, standing, zone, locale);
  }

  /// Whether it is an app's user.
  public boolean isBot() {
    return standing == Standing.BOT;
  }

  /// As `users.info` shows it.
  public ObjectNode json(boolean withLocale) {
    ObjectNode user =
        Json.object()
            .put("id", id)
            .put("team_id", team)
            .put("name", name)
            .put("deleted", false)
            .put("real_name", realName)
            .put("tz", zone)
            .put("is_admin", standing == Standing.ADMIN)
            .put("is_owner", standing == Standing.ADMIN)
            .put("is_primary_owner", false)
            .put(
                "is_restricted",
                standing == Standing.GUEST || standing == Standing.SINGLE_CHANNEL_GUEST)
            .put("is_ultra_restricted", standing == Standing.SINGLE_CHANNEL_GUEST)
            .put("is_bot", isBot())
            .put("is_app_user", false);
    if (standing == Standing.STRANGER) {
      user.put("is_stranger", true);
    }
    if (withLocale) {
      user.put("locale", locale);
    }
    user.putObject("profile")
        .put("real_name", realName)
        .put("display_name", name)
        .put("team", team);
    return user;
  }
}
