package dev.plotline;

import dev.plotline.chat.Trails;
import dev.plotline.chat.adapter.ThisMachine;
import dev.plotline.cli.Trouble;
import dev.plotline.slack.Access;
import dev.plotline.slack.SlackBot;
import dev.plotline.slack.SlackSettings;
import dev.plotline.web.WebServer;
import java.time.Clock;

/// The settings of Slack, checked.
final class SlackSetup {
  /// Where Slack sends what happens.
  static final String PATH = "/slack/events";

  private SlackSetup() {}

  /// Whether Slack is to be served.
  static boolean isConfigured(Settings settings) {
    return settings.isSet(Setting.SLACK_BOT_TOKEN);
  }

  /// Whether Slack calls this bot.
  static boolean isCalled(Settings settings) {
    return settings.isSet(Setting.SLACK_SIGNING_SECRET);
  }

  /// Whether this bot connects to Slack and waits there.
  static boolean isListening(Settings settings) {
    return settings.isSet(Setting.SLACK_APP_TOKEN);
  }

  /// Whether it is a real workspace, and not one on this machine.
  static boolean isFarAway(Settings settings) {
    return isConfigured(settings) && !ThisMachine.isAt(settings.address(Setting.SLACK_API_URL));
  }

  /// Refuses what is half configured, or can't be meant.
  static void check(Settings settings) {
    boolean way = isCalled(settings) || isListening(settings);
    if (isConfigured(settings) && !way) {
      throw Trouble.usage(
          "SLACK_BOT_TOKEN needs SLACK_SIGNING_SECRET beside it, for Slack over HTTP, or"
              + " SLACK_APP_TOKEN, for Socket Mode");
    }
    if (!isConfigured(settings) && way) {
      throw Trouble.usage("Slack is half configured: set SLACK_BOT_TOKEN too");
    }
    if (isConfigured(settings)) {
      of(settings);
    }
  }

  /// The bot in Slack.
  static SlackBot bot(Settings settings, Trails trails, Clock clock) {
    return SlackBot.of(of(settings), trails, clock);
  }

  private static SlackSettings of(Settings settings) {
    return new SlackSettings(
        settings.address(Setting.SLACK_API_URL),
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

  /// Puts a bot's endpoint on a listener.
  static void serve(WebServer.Builder web, SlackBot.Endpoint endpoint) {
    web.filter(PATH, endpoint.filter()).servlet(PATH, endpoint.servlet());
  }
}
