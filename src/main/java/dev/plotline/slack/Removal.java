package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.ThreadKey;
import dev.plotline.slack.Trail.Marks;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Method;
import dev.plotline.slack.api.Patience;
import dev.plotline.slack.api.WebApi;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes back what was posted in a thread: files first, because they hold the most, then messages.
final class Removal {
  private static final Logger log = LoggerFactory.getLogger(Removal.class);
  // Somebody has taken it away before.
  private static final Set<String> GONE =
      Set.of("message_not_found", "file_not_found", "file_deleted");

  private final WebApi api;
  private final Trail trail;

  Removal(WebApi api, Trail trail) {
    this.api = api;
    this.trail = trail;
  }

  /// What became of one kind of thing.
  private static final class Count {
    int removed;
    int left;
    final Set<String> reasons = new TreeSet<>();
  }

  /// Takes back what the trail and, in a conversation with the bot alone, the thread itself tell.
  ///
  /// @return what was taken back and what stays, one sentence each
  List<String> of(ThreadKey thread) throws InterruptedIOException {
    Place place = Place.of(thread, "");
    Marks marks;
    try {
      marks = trail.of(thread);
    } catch (IOException e) {
      log.warn("{} nobody knows what was posted: {}", thread, e.getMessage());
      return List.of("What I posted could not be looked up, so it stays: delete it in Slack.");
    }
    var messages = new LinkedHashSet<>(marks.pages());
    messages.addAll(marks.asides());
    messages.addAll(marks.progress());
    if (place.isDirect()) {
      messages.addAll(ours(place));
    }
    var files = new Count();
    for (List<String> ids : marks.files()) {
      for (String id : ids) {
        messages.addAll(shares(place, id));
        remove(files, Method.DELETE_FILE, Map.of("file", id));
      }
    }
    var posts = new Count();
    for (String ts : messages) {
      remove(posts, Method.DELETE, Map.of("channel", place.channel(), "ts", ts));
    }
    return said(posts, files);
  }

  private void remove(Count count, Method method, Map<String, String> what)
      throws InterruptedIOException {
    try {
      api.call(method, what, Patience.LOOKUP);
      count.removed++;
    } catch (ApiException e) {
      if (!GONE.contains(e.error())) {
        log.warn("what was posted stays: {}", e.getMessage());
        count.left++;
        count.reasons.add(e.error());
      }
    }
  }

  /// The messages that a file came in: empty ones stay when their files go.
  private List<String> shares(Place place, String file) throws InterruptedIOException {
    var found = new ArrayList<String>();
    try {
      JsonNode shares =
          api.call(Method.FILE, Map.of("file", file), Patience.LOOKUP).at("/file/shares");
      for (JsonNode kind : shares) {
        kind.path(place.channel()).forEach(share -> found.add(share.path("ts").asText()));
      }
    } catch (ApiException e) {
      log.info("where a file is shared is not known: {}", e.getMessage());
    }
    return found;
  }

  /// All that the bot has said in a conversation of its own: words such as `code` are answered
  /// there by messages too.
  private List<String> ours(Place place) throws InterruptedIOException {
    var ours = new ArrayList<String>();
    var arguments = new LinkedHashMap<String, String>();
    arguments.put("channel", place.channel());
    arguments.put("ts", place.root());
    arguments.put("limit", "200");
    try {
      String cursor;
      do {
        JsonNode page = api.call(Method.REPLIES, arguments, Patience.LOOKUP);
        for (JsonNode message : page.path("messages")) {
          if (message.hasNonNull("bot_id")) {
            ours.add(message.path("ts").asText());
          }
        }
        cursor = page.at("/response_metadata/next_cursor").asText();
        arguments.put("cursor", cursor);
      } while (!cursor.isEmpty());
    } catch (ApiException e) {
      log.info("the conversation could not be read: {}", e.getMessage());
    }
    return ours;
  }

  private static List<String> said(Count posts, Count files) {
    var said = new ArrayList<String>();
    if (posts.removed + files.removed > 0) {
      said.add(
          "Taken back in Slack: %s and %s."
              .formatted(counted(posts.removed, "message"), counted(files.removed, "file")));
    }
    if (posts.left + files.left > 0) {
      var reasons = new TreeSet<>(posts.reasons);
      reasons.addAll(files.reasons);
      said.add(
          "%s and %s stay in Slack (%s): somebody who may has to delete them there."
              .formatted(
                  counted(posts.left, "message"),
                  counted(files.left, "file"),
                  String.join(", ", reasons)));
    }
    return said;
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
