package dev.plotline.slack.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person typed, from the way in which Slack writes it down.
public final class Incoming {
  private static final Pattern TOKEN = Pattern.compile("<([@#!]?)([^>|]*)(?:\\|([^>]*))?>");

  private Incoming() {}

  /// Whether this user is named.
  public static boolean mentions(String text, String user) {
    return !user.isEmpty()
        && (text.contains("<@" + user + ">") || text.contains("<@" + user + "|"));
  }

  /// The words: without the mention of the bot, with names and links as they were typed, and
  /// without escapes.
  ///
  /// @param bot the bot's user id; when it is empty, the first mention at the start is taken for it
  public static String text(String text, String bot) {
    Matcher token = TOKEN.matcher(text);
    var words = new StringBuilder();
    boolean named = false;
    while (token.find()) {
      boolean leading = bot.isEmpty() && !named && text.substring(0, token.start()).isBlank();
      boolean us = token.group(1).equals("@") && (leading || token.group(2).equals(bot));
      named |= us;
      token.appendReplacement(words, Matcher.quoteReplacement(us ? " " : typed(token)));
    }
    token.appendTail(words);
    return words
        .toString()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replaceAll("[ \\t]{2,}", " ")
        .strip();
  }

  private static String typed(Matcher token) {
    String id = token.group(2);
    String label = token.group(3);
    return switch (token.group(1)) {
      case "@" -> "@" + (label == null ? id : label);
      case "#" -> "#" + (label == null ? id : label);
      case "!" ->
          "@" + (label == null ? id.replaceFirst("\\^.*", "") : label.replaceFirst("^@", ""));
      default -> label == null || label.isBlank() ? id : label;
    };
  }
}
