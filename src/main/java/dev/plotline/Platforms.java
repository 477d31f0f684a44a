package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Trails;
import dev.plotline.cli.Trouble;
import dev.plotline.file.FileStore;
import dev.plotline.slack.SlackBot;
import dev.plotline.teams.TeamsBot;
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
    SlackSetup.check(settings);
    TeamsSetup.check(settings);
    boolean unmeant = settings.local().stream().anyMatch(part -> !settings.isNamedLocal(part));
    if (unmeant && SlackSetup.isFarAway(settings)) {
      throw Trouble.usage(
          "Slack is configured and S3_BUCKET is not: set S3_BUCKET to use AWS, or"
              + " PLOTLINE_LOCAL=model,code,files if a real workspace is meant to run code on this"
              + " host");
    }
    boolean links = settings.local().contains(Part.FILES) && settings.publicUrl() == null;
    if (links && (SlackSetup.isFarAway(settings) || TeamsSetup.isFarAway(settings))) {
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
    boolean slack = SlackSetup.isConfigured(settings);
    boolean teams = TeamsSetup.isConfigured(settings);
    // Where programs ask from everywhere nobody sits at a page.
    boolean page = !slack && !teams && !settings.on(Setting.PLOTLINE_RUNTIME);
    var platforms = new Platforms(settings, page ? LocalWorkspace.start(trails, clock) : null);
    if (slack) {
      platforms.slack.add(SlackSetup.bot(settings, trails, clock));
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

  /// What posts answers.
  List<Chat> chats() {
    return local != null
        ? List.of(local.chat())
        : Stream.concat(slack.stream().map(SlackBot::chat), teams.stream().map(TeamsBot::chat))
            .toList();
  }

  /// Whether a platform, or people who open links, have to reach this bot from outside.
  boolean isReachedFromOutside() {
    boolean called = SlackSetup.isCalled(settings) || settings.publicUrl() != null;
    boolean slackCalls = !slack.isEmpty() && called && SlackSetup.isFarAway(settings);
    return slackCalls || (!teams.isEmpty() && TeamsSetup.isFarAway(settings));
  }

  /// Serves what the platforms call.
  ///
  /// @param bind where the listener will be
  void serve(WebServer.Builder web, String bind, Bot bot) {
    for (TeamsBot one : teams) {
      TeamsSetup.serve(settings, web, bind, one.serve(bot));
    }
    if (local != null) {
      local.serve(web, bot);
    }
    if (SlackSetup.isCalled(settings)) {
      slack.forEach(one -> SlackSetup.serve(web, one.serve(bot)));
    }
  }

  /// Opens the connections that come instead of calls.
  ///
  /// @param web where this bot listens
  void listen(Bot bot, URI web) {
    if (local != null) {
      local.begin(web);
    }
    if (SlackSetup.isListening(settings)) {
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
    String url = web.resolve(TeamsSetup.PATH).toString();
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
