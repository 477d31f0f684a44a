package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Trails;
import dev.plotline.chat.adapter.ThisMachine;
import dev.plotline.cli.Trouble;
import dev.plotline.file.FileStore;
import dev.plotline.slack.Access;
import dev.plotline.slack.SlackBot;
import dev.plotline.slack.SlackSettings;
import dev.plotline.teams.TeamsBot;
import dev.plotline.web.HostCheck;
import dev.plotline.web.OriginCheck;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The chat platforms that the settings name; where they name none, the local Slack.
final class Platforms implements AutoCloseable {
  private static final String TEAMS_PATH = "/api/messages";

  private final List<SlackBot> slack = new ArrayList<>();
  private final List<TeamsBot> teams = new ArrayList<>();
  private final Settings settings;
  private final @Nullable LocalWorkspace local;

  private Platforms(Settings settings, @Nullable LocalWorkspace local) {
    this.settings = settings;
    this.local = local;
  }

  /// Refuses what can't be meant: a bot in a real workspace that runs code on its own host, or
  /// answers without a model, because a setting is missing.
  static void check(Settings settings) {
    boolean bot = settings.isSet(Setting.SLACK_BOT_TOKEN);
    boolean http = settings.isSet(Setting.SLACK_SIGNING_SECRET);
    boolean socket = settings.isSet(Setting.SLACK_APP_TOKEN);
    if (bot && !http && !socket) {
      throw Trouble.usage(
          "SLACK_BOT_TOKEN needs SLACK_SIGNING_SECRET beside it, for Slack over HTTP, or"
              + " SLACK_APP_TOKEN, for Socket Mode");
    }
    if (!bot && (http || socket)) {
      throw Trouble.usage("Slack is half configured: set SLACK_BOT_TOKEN too");
    }
    TeamsSetup.check(settings);
    boolean unmeant = settings.local().stream().anyMatch(part -> !settings.isNamedLocal(part));
    if (bot && unmeant && isFarAway(api(settings))) {
      throw Trouble.usage(
          "Slack is configured and S3_BUCKET is not: set S3_BUCKET to use AWS, or"
              + " PLOTLINE_LOCAL=model,code,files if a real workspace is meant to run code on this"
              + " host");
    }
    boolean links = settings.local().contains(Part.FILES) && settings.publicUrl() == null;
    if (links && ((bot && isFarAway(api(settings))) || TeamsSetup.isFarAway(settings))) {
      throw Trouble.usage(
          "Links to files on this machine would open for nobody else: set PLOTLINE_PUBLIC_URL"
              + " to the address at which people reach this bot, or S3_BUCKET to keep files on S3");
    }
    if (unmeant && TeamsSetup.isFarAway(settings)) {
      throw Trouble.usage(
          "Teams is configured and S3_BUCKET is not: set S3_BUCKET to use AWS, or"
              + " PLOTLINE_LOCAL=model,code,files if a real organisation is meant to run code on"
              + " this host");
    }
  }

  /// The platforms, not yet connected.
  ///
  /// @param trails what was posted before a crash
  /// @param store small objects that outlive the process
  static Platforms of(Settings settings, Trails trails, FileStore store, Clock clock) {
    check(settings);
    boolean slack = settings.isSet(Setting.SLACK_BOT_TOKEN);
    boolean teams = TeamsSetup.isConfigured(settings);
    // Where programs ask from everywhere nobody sits at a page.
    boolean page = !slack && !teams && !settings.on(Setting.PLOTLINE_RUNTIME);
    var platforms = new Platforms(settings, page ? LocalWorkspace.start(trails, clock) : null);
    if (slack) {
      platforms.slack.add(SlackBot.of(slack(settings), trails, clock));
    }
    if (teams) {
      platforms.teams.add(TeamsSetup.bot(settings, trails, store, clock));
    }
    return platforms;
  }

  /// None.
  static Platforms none(Settings settings) {
    return new Platforms(settings, null);
  }

  private static SlackSettings slack(Settings settings) {
    return new SlackSettings(
        api(settings),
        settings.text(Setting.SLACK_BOT_TOKEN),
        settings.text(Setting.SLACK_SIGNING_SECRET),
        new Access(
            settings.ids(Setting.SLACK_TEAMS),
            settings.ids(Setting.SLACK_CHANNELS),
            settings.ids(Setting.SLACK_USERS),
            settings.ids(Setting.PLOTLINE_ADMINS),
            settings.on(Setting.SLACK_GUESTS),
            settings.on(Setting.SLACK_CONNECT)),
        settings.on(Setting.SLACK_FOLLOW));
  }

  private static URI api(Settings settings) {
    try {
      var api = URI.create(settings.text(Setting.SLACK_API_URL));
      if (api.getHost() != null && ("https".equals(api.getScheme()) || !isFarAway(api))) {
        return api;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw Trouble.usage("the setting SLACK_API_URL must be an https address");
  }

  private static boolean isFarAway(URI api) {
    return !ThisMachine.isAt(api);
  }

  /// What posts answers.
  List<Chat> chats() {
    return local != null
        ? List.of(local.chat())
        : Stream.concat(slack.stream().map(SlackBot::chat), teams.stream().map(TeamsBot::chat))
            .toList();
  }

  /// Whether a platform, or people who open links, have to reach this bot from outside.
  boolean isReachedFromOutside() {
    boolean called = settings.isSet(Setting.SLACK_SIGNING_SECRET) || settings.publicUrl() != null;
    boolean slackCalls = !slack.isEmpty() && called && isFarAway(api(settings));
    return slackCalls || TeamsSetup.isFarAway(settings);
  }

  /// Serves what the platforms call.
  ///
  /// @param bind where the listener will be
  void serve(WebServer.Builder web, String bind, Bot bot) {
    for (TeamsBot one : teams) {
      TeamsSetup.checkBind(settings, bind);
      if (!TeamsSetup.verifies(settings)) {
        // Web pages that somebody looks at on this machine reach it too.
        web.filter(TEAMS_PATH, new HostCheck()).filter(TEAMS_PATH, new OriginCheck());
      }
      web.servlet(TEAMS_PATH, one.serve(bot));
    }
    if (local != null) {
      local.serve(web, bot);
    }
    if (settings.isSet(Setting.SLACK_SIGNING_SECRET)) {
      for (SlackBot one : slack) {
        var endpoint = one.serve(bot);
        web.filter("/slack/events", endpoint.filter());
        web.servlet("/slack/events", endpoint.servlet());
      }
    }
  }

  /// Opens the connections that come instead of calls.
  ///
  /// @param web where this bot listens
  void listen(Bot bot, URI web) {
    if (local != null) {
      local.begin(web);
    }
    if (settings.isSet(Setting.SLACK_APP_TOKEN)) {
      slack.forEach(one -> one.listen(bot, settings.text(Setting.SLACK_APP_TOKEN)));
    }
  }

  /// Looks at the platforms that are not on this machine.
  List<Health.Check> checks() {
    return Stream.<Health.Check>concat(
            slack.stream().map(one -> one::problem), teams.stream().map(one -> one::problem))
        .toList();
  }

  /// A row for each platform that calls this machine at an address.
  List<Map<String, String>> rows(URI web) {
    if (local != null) {
      return List.of(local.status(web));
    }
    String kind = TeamsSetup.verifies(settings) ? "bot-framework" : "local client";
    String url = web.resolve(TEAMS_PATH).toString();
    return teams.stream().map(_ -> Map.of("name", "teams", "kind", kind, "url", url)).toList();
  }

  /// The parts that run on this machine, for a status in words.
  String status() {
    String here =
        settings.local().stream().map(Part::name).sorted().collect(Collectors.joining(", "));
    return "Plotline is up. "
        + (here.isEmpty() ? "Model, code and files are on AWS." : "On its own machine: " + here);
  }

  @Override
  public void close() {
    slack.forEach(SlackBot::close);
    teams.forEach(TeamsBot::close);
    if (local != null) {
      local.close();
    }
  }
}
