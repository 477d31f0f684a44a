package dev.plotline;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.plotline.chat.Trails;
import dev.plotline.chat.adapter.ThisMachine;
import dev.plotline.cli.Trouble;
import dev.plotline.file.FileStore;
import dev.plotline.teams.Access;
import dev.plotline.teams.TeamsBot;
import dev.plotline.teams.TeamsSettings;
import dev.plotline.teams.TeamsSettings.Trust;
import dev.plotline.teams.api.Registration;
import dev.plotline.teams.api.Registration.Credential;
import dev.plotline.teams.verify.Hosts;
import dev.plotline.web.HostCheck;
import dev.plotline.web.OriginCheck;
import dev.plotline.web.WebServer;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings of Teams, checked.
final class TeamsSetup {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  /// Where Teams sends what happens.
  static final String PATH = "/api/messages";

  private TeamsSetup() {}

  /// Whether Teams is to be served.
  static boolean isConfigured(Settings settings) {
    return settings.isSet(Setting.MICROSOFT_APP_ID) || !verifies(settings);
  }

  /// Whether tokens are checked.
  static boolean verifies(Settings settings) {
    return settings.on(Setting.TEAMS_VERIFY);
  }

  /// Whether it is a real organisation's Teams, and not one on this machine.
  static boolean isFarAway(Settings settings) {
    return isConfigured(settings)
        && verifies(settings)
        && !HERE.containsAll(TeamsIds.hosts(settings));
  }

  /// The settings; what can't be meant is refused by name.
  static TeamsSettings of(Settings settings) {
    boolean verifies = verifies(settings);
    Set<String> hosts = TeamsIds.hosts(settings);
    if (!verifies) {
      checkOpen(settings);
      hosts = Stream.concat(hosts.stream(), HERE.stream()).collect(toUnmodifiableSet());
    }
    return new TeamsSettings(
        registration(settings),
        new Trust(
            new Hosts(hosts),
            tenants(settings, verifies),
            verifies ? settings.address(Setting.MICROSOFT_OPENID_URL) : null),
        settings.address(Setting.MICROSOFT_GRAPH_URL),
        new Access(
            TeamsIds.teams(settings),
            verifies
                ? TeamsIds.ids(settings, Setting.TEAMS_USERS)
                : settings.ids(Setting.TEAMS_USERS),
            settings.ids(Setting.PLOTLINE_ADMINS),
            settings.on(Setting.TEAMS_GUESTS)),
        settings.on(Setting.TEAMS_FOLLOW));
  }

  /// The bot in Teams.
  static TeamsBot bot(Settings settings, Trails trails, FileStore store, Clock clock) {
    try {
      return TeamsBot.of(of(settings), trails, store, clock);
    } catch (IllegalArgumentException e) {
      throw Trouble.usage("Teams can't be set up: " + e.getMessage());
    }
  }

  /// Refuses what is half configured.
  static void check(Settings settings) {
    if (isConfigured(settings)) {
      of(settings);
      return;
    }
    for (Setting half :
        Set.of(
            Setting.MICROSOFT_APP_PASSWORD,
            Setting.MICROSOFT_APP_CERTIFICATE,
            Setting.MICROSOFT_APP_TENANT_ID)) {
      if (settings.isSet(half)) {
        throw Trouble.usage("Teams is half configured: set MICROSOFT_APP_ID too");
      }
    }
  }

  /// Puts a bot's endpoint on a listener.
  ///
  /// @param bind where the listener will be
  static void serve(Settings settings, WebServer.Builder web, String bind, HttpServlet endpoint) {
    checkBind(settings, bind);
    if (!verifies(settings)) {
      // Web pages that somebody looks at on this machine reach it too.
      web.filter(PATH, new HostCheck()).filter(PATH, new OriginCheck());
    }
    web.servlet(PATH, endpoint);
  }

  /// Whoever is let in without a token also says where answers go, and tokens with them.
  private static void checkOpen(Settings settings) {
    URI outside = settings.publicUrl();
    if (outside != null && !ThisMachine.isAt(outside)) {
      throw Trouble.usage(
          "TEAMS_VERIFY=off lets everybody in who reaches this bot, and PLOTLINE_PUBLIC_URL says that"
              + " others do: leave one out");
    }
    boolean credential =
        settings.isSet(Setting.MICROSOFT_APP_PASSWORD)
            || settings.isSet(Setting.MICROSOFT_APP_CERTIFICATE);
    if (credential && !ThisMachine.isAt(settings.address(Setting.MICROSOFT_LOGIN_URL))) {
      throw Trouble.usage(
          "TEAMS_VERIFY=off would send this bot's own tokens to whatever asks on this machine: leave"
              + " it out, or MICROSOFT_APP_PASSWORD and MICROSOFT_APP_CERTIFICATE");
    }
  }

  /// Without checked tokens anybody who reaches the port may ask as anybody.
  static void checkBind(Settings settings, String bind) {
    if (!verifies(settings) && !Doors.isLoopback(bind)) {
      throw Trouble.usage(
          "TEAMS_VERIFY=off lets everybody in who reaches "
              + bind
              + ": set PLOTLINE_BIND to a loopback address such as 127.0.0.1");
    }
  }

  private static Set<String> tenants(Settings settings, boolean verifies) {
    if (!verifies) {
      return Set.of();
    }
    Set<String> tenants = TeamsIds.ids(settings, Setting.TEAMS_TENANTS);
    if (!tenants.isEmpty()) {
      return tenants;
    }
    if (!settings.isSet(Setting.MICROSOFT_APP_TENANT_ID)) {
      throw Trouble.usage(
          "MICROSOFT_APP_TYPE=MultiTenant needs TEAMS_TENANTS beside it: the ids of the"
              + " organisations that are answered");
    }
    return TeamsIds.ids(settings, Setting.MICROSOFT_APP_TENANT_ID);
  }

  private static @Nullable Registration registration(Settings settings) {
    Credential credential = credential(settings);
    if (!settings.isSet(Setting.MICROSOFT_APP_ID) || credential == null) {
      return null;
    }
    boolean single =
        settings
            .word(Setting.MICROSOFT_APP_TYPE, "singletenant", "multitenant")
            .equals("singletenant");
    if (single && !settings.isSet(Setting.MICROSOFT_APP_TENANT_ID)) {
      throw Trouble.usage(
          "MICROSOFT_APP_ID needs MICROSOFT_APP_TENANT_ID beside it, or"
              + " MICROSOFT_APP_TYPE=MultiTenant");
    }
    return new Registration(
        TeamsIds.id(settings, Setting.MICROSOFT_APP_ID),
        single ? TeamsIds.id(settings, Setting.MICROSOFT_APP_TENANT_ID) : null,
        credential,
        settings.address(Setting.MICROSOFT_LOGIN_URL));
  }

  private static @Nullable Credential credential(Settings settings) {
    boolean secret = settings.isSet(Setting.MICROSOFT_APP_PASSWORD);
    boolean certificate = settings.isSet(Setting.MICROSOFT_APP_CERTIFICATE);
    if (secret && certificate) {
      throw Trouble.usage(
          "MICROSOFT_APP_PASSWORD and MICROSOFT_APP_CERTIFICATE are both set: leave one out");
    }
    if (certificate) {
      return new Credential.Certificate(pem(settings.text(Setting.MICROSOFT_APP_CERTIFICATE)));
    }
    if (!secret && verifies(settings)) {
      throw Trouble.usage(
          "MICROSOFT_APP_ID needs MICROSOFT_APP_PASSWORD or MICROSOFT_APP_CERTIFICATE beside it");
    }
    return secret ? new Credential.Secret(settings.text(Setting.MICROSOFT_APP_PASSWORD)) : null;
  }

  private static String pem(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw Trouble.usage(
          "the setting MICROSOFT_APP_CERTIFICATE must be a PEM file that can be read, was " + file);
    }
  }
}
