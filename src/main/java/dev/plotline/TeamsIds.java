package dev.plotline;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.plotline.cli.Trouble;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What is listed for Teams, in lower case. What no activity could carry is refused: a bot that
/// answers nobody would be all there is to see of it.
final class TeamsIds {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /// A host, or `*.` and two labels at least.
  private static final Pattern HOST =
      Pattern.compile("\\*(\\.[a-z0-9-]+){2,}|[a-z0-9-]+(\\.[a-z0-9-]+)*|\\[::1]");

  private TeamsIds() {}

  /// Hosts, as [dev.plotline.teams.verify.Hosts] takes them.
  static Set<String> hosts(Settings settings) {
    Set<String> hosts = lower(settings, Setting.TEAMS_HOSTS);
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw Trouble.usage(
            "the setting TEAMS_HOSTS must be hosts such as smba.trafficmanager.net or"
                + " *.botframework.com, was "
                + host);
      }
    }
    return hosts;
  }

  /// Teams, known by their groups elsewhere, which Teams doesn't tell with messages.
  static Set<String> teams(Settings settings) {
    Set<String> teams = lower(settings, Setting.TEAMS_TEAMS);
    for (String team : teams) {
      if (!team.startsWith("19:")) {
        throw Trouble.usage(
            "the setting TEAMS_TEAMS must be ids like 19:…@thread.tacv2, as links to teams have them"
                + " between `/team/` and `/conversations` (%3A is a colon, %40 an @), was "
                + team);
      }
    }
    return teams;
  }

  /// An id of the directory.
  static String id(Settings settings, Setting setting) {
    return id(setting, settings.text(setting));
  }

  /// Ids of the directory.
  static Set<String> ids(Settings settings, Setting setting) {
    return settings.ids(setting).stream()
        .map(text -> id(setting, text))
        .collect(toUnmodifiableSet());
  }

  /// A domain's or a person's name would do for some calls, but activities carry ids only.
  private static String id(Setting setting, String text) {
    String id = text.toLowerCase(Locale.ROOT);
    if (ID.matcher(id).matches()) {
      return id;
    }
    throw Trouble.usage(
        "the setting "
            + setting
            + " must be an id as Microsoft Entra shows it, like"
            + " 1a2b3c4d-0000-0000-0000-000000000000, was "
            + text);
  }

  private static Set<String> lower(Settings settings, Setting setting) {
    return settings.ids(setting).stream()
        .map(id -> id.toLowerCase(Locale.ROOT))
        .collect(toUnmodifiableSet());
  }
}
