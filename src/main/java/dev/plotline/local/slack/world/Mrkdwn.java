package dev.plotline.local.slack.world;

import java.util.regex.Pattern;

/// Slack's notation for text.
public final class Mrkdwn {
  // What Slack leaves alone between < and >: mentions, broadcasts, links.
  private static final Pattern LOOSE =
      Pattern.compile("&(?!amp;|lt;|gt;)|<(?![@#!]|(?:https?|mailto|tel):)");

  private Mrkdwn() {}

  /// What somebody typed, so that none of it means anything.
  public static String escape(String typed) {
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// What was typed.
  public static String unescape(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /// A text of the app's with loose `&` and `<` escaped, as Slack stores it.
  public static String entities(String text) {
    return LOOSE.matcher(text).replaceAll(match -> match.group().equals("&") ? "&amp;" : "&lt;");
  }
}
