package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// The names in a message's text: the bot's own goes, others' are kept as names.
final class Mentions {
  private static final Pattern TAG = Pattern.compile("</?at(?:\\s[^<>]*)?>");
  private static final String GAP = "[ \u00a0]*";

  /// A gap from its beginning, or from where the mention before has ended: tried within a gap too,
  /// a long one would take time by the square of its length.
  private static final String GAP_BEFORE = "(?:\\G|(?<![ \u00a0]))[ \u00a0]*+";

  private Mentions() {}

  /// Whether the bot is named.
  static boolean ofBot(Activity activity) {
    for (JsonNode entity : activity.json().path("entities")) {
      if (isBots(entity, activity)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBots(JsonNode entity, Activity activity) {
    String bot = activity.text("/recipient/id");
    return entity.path("type").asText().equals("mention")
        && !bot.isEmpty()
        && entity.at("/mentioned/id").asText().equals(bot);
  }

  /// What was said, as a person would read it.
  static String text(Activity activity) {
    String text = activity.text("/text").replace("&nbsp;", "\u00a0");
    for (JsonNode entity : activity.json().path("entities")) {
      String mention = entity.path("text").asText().replace("&nbsp;", "\u00a0");
      if (entity.path("type").asText().equals("mention") && !mention.isBlank()) {
        text =
            isBots(entity, activity)
                ? text.replaceAll(GAP_BEFORE + Pattern.quote(mention) + GAP, " ")
                : text.replace(mention, name(entity, mention));
      }
    }
    return TAG.matcher(text).replaceAll("").replace('\u00a0', ' ').strip();
  }

  private static String name(JsonNode entity, String mention) {
    String name = entity.at("/mentioned/name").asText();
    return name.isBlank() ? TAG.matcher(mention).replaceAll("") : name;
  }
}
