package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.chat.text.Cut;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Method;
import dev.plotline.slack.api.Patience;
import dev.plotline.slack.api.WebApi;
import dev.plotline.slack.text.Mrkdwn;
import dev.plotline.slack.text.Pages.Page;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts messages into threads, each exactly once as far as can be known.
final class Posts {
  private static final Logger log = LoggerFactory.getLogger(Posts.class);
  private static final int ATTEMPTS = 6;
  private static final int PLAIN = 3_000;
  private static final Set<String> BLOCKS_REFUSED =
      Set.of("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long");

  private final WebApi api;
  private final Pause pause;

  Posts(WebApi api, Pause pause) {
    this.api = api;
    this.pause = pause;
  }

  /// Posts a page. Where its blocks are refused its text is posted instead: what was written is
  /// never lost for its looks.
  ///
  /// @return the `ts` of the message, or messages
  List<String> page(Place place, Page page) throws ApiException, InterruptedIOException {
    Map<String, Object> arguments = arguments(place, page.notification());
    arguments.put("blocks", page.blocks());
    try {
      return List.of(once(place, arguments, id(page)));
    } catch (ApiException e) {
      if (!BLOCKS_REFUSED.contains(e.error())) {
        throw e;
      }
      log.warn("Slack refused the blocks of an answer: {}", e.error());
      var posted = new ArrayList<String>();
      for (String piece : Cut.pieces(page.text(), PLAIN)) {
        posted.add(text(place, Mrkdwn.of(piece)));
      }
      return posted;
    }
  }

  /// Posts mrkdwn.
  ///
  /// @return the message's `ts`
  String text(Place place, String mrkdwn) throws ApiException, InterruptedIOException {
    return once(place, arguments(place, mrkdwn), "");
  }

  /// By which a page is found again.
  private static String id(Page page) {
    return page.blocks().path(0).path("block_id").asText();
  }

  private static Map<String, Object> arguments(Place place, String text) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("channel", place.channel());
    arguments.put("thread_ts", place.root());
    arguments.put("text", text);
    // A link that is fetched for a preview would carry data out before anybody clicked.
    arguments.put("unfurl_links", "false");
    arguments.put("unfurl_media", "false");
    return arguments;
  }

  /// When nobody knows whether a post was served the thread tells. Where the app may not read it, a
  /// second copy is thought better than no answer.
  private String once(Place place, Map<String, ?> arguments, String blockId)
      throws ApiException, InterruptedIOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return api.call(Method.POST, arguments, Patience.ANSWER).path("ts").asText();
      } catch (ApiException e) {
        if (!e.isUncertain() || attempt == ATTEMPTS) {
          throw e;
        }
      }
      pause.of(Duration.ofSeconds(1L << attempt));
      String there = blockId.isEmpty() ? "" : find(place, blockId);
      if (!there.isEmpty()) {
        return there;
      }
    }
  }

  /// The `ts` of a page that is in the thread already, empty when it isn't or nobody may look.
  String find(Place place, Page page) throws InterruptedIOException {
    return find(place, id(page));
  }

  private String find(Place place, String blockId) throws InterruptedIOException {
    try {
      var arguments = new LinkedHashMap<String, String>();
      arguments.put("channel", place.channel());
      arguments.put("ts", place.root());
      arguments.put("oldest", place.ts());
      arguments.put("limit", "200");
      JsonNode thread = api.call(Method.REPLIES, arguments, Patience.LOOKUP);
      for (JsonNode message : thread.path("messages")) {
        if (message.at("/blocks/0/block_id").asText().equals(blockId)) {
          return message.path("ts").asText();
        }
      }
    } catch (ApiException e) {
      log.info("the thread could not be read: {}", e.getMessage());
    }
    return "";
  }
}
