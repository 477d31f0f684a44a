package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Method;
import dev.plotline.slack.api.Patience;
import dev.plotline.slack.api.WebApi;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Words of the program's to one person: ephemeral in channels, plain messages where there is
/// nobody else. They are mrkdwn; whoever puts others' text in makes it inert.
final class Whispers {
  private static final List<String> PROMPTS =
      List.of(
          "What can you do?",
          "Here are sales: A 3, 5, 8; B 4, 4, 6. Which grows faster? Draw it.",
          "I'll drop a spreadsheet here: what should I look at first?");

  private final WebApi api;
  private final Access access;

  Whispers(WebApi api, Access access) {
    this.api = api;
    this.access = access;
  }

  /// Says why not, and whom to ask.
  void refuse(Place place, String user, String why) throws ApiException, InterruptedIOException {
    tell(place, user, why + " " + access.contact());
  }

  /// Tells one person something.
  void tell(Place place, String user, String text) throws ApiException, InterruptedIOException {
    tell(place, user, text, JsonNodeFactory.instance.arrayNode());
  }

  /// Tells one person something with blocks; `text` is read out for them.
  void tell(Place place, String user, String text, JsonNode blocks)
      throws ApiException, InterruptedIOException {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("channel", place.channel());
    arguments.put("text", text);
    if (!blocks.isEmpty()) {
      arguments.put("blocks", blocks);
    }
    if (place.isDirect()) {
      arguments.put("thread_ts", place.root());
      arguments.put("unfurl_links", "false");
      arguments.put("unfurl_media", "false");
      api.call(Method.POST, arguments, Patience.LOOKUP);
      return;
    }
    arguments.put("user", user);
    // In a thread that has no reply yet nobody looks.
    if (place.isInThread()) {
      arguments.put("thread_ts", place.root());
    }
    api.call(Method.WHISPER, arguments, Patience.LOOKUP);
  }

  /// Tells one person something in the conversation with the bot alone, outside of any thread.
  void write(String user, String text) throws ApiException, InterruptedIOException {
    api.call(
        Method.POST,
        Map.of("channel", user, "text", text, "unfurl_links", "false", "unfurl_media", "false"),
        Patience.LOOKUP);
  }

  /// Offers questions to somebody who opened the conversation with the bot.
  void prompts(String channel) throws ApiException, InterruptedIOException {
    var prompts = PROMPTS.stream().map(p -> Map.of("title", p, "message", p)).toList();
    api.call(
        Method.PROMPTS,
        Map.of("channel_id", channel, "prompts", prompts, "title", "Try one of these"),
        Patience.NONE);
  }
}
