package dev.plotline.slack;

import java.net.URI;

/// What the administrator has set.
///
/// @param api the Web API's base
/// @param botToken `xoxb-…`
/// @param signingSecret checks what comes over HTTP; empty with Socket Mode alone
/// @param access who may ask
/// @param follow whether replies without a mention are answered in the bot's threads
public record SlackSettings(
    URI api, String botToken, String signingSecret, Access access, boolean follow) {
  /// Slack's own Web API.
  public static final URI API = URI.create("https://slack.com/api/");

  /// Without the secrets.
  @Override
  public String toString() {
    return "SlackSettings[" + api + "]";
  }
}
