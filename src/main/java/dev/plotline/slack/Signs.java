package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Message;
import dev.plotline.chat.adapter.Progress;
import dev.plotline.chat.text.Inert;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Method;
import dev.plotline.slack.api.Patience;
import dev.plotline.slack.api.WebApi;
import dev.plotline.slack.text.Blocks;
import dev.plotline.slack.text.Mrkdwn;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs of life in threads: Slack's own status with its own Stop button where the workspace has
/// both, else one message that is edited and goes when the answer comes.
final class Signs {
  private static final Logger log = LoggerFactory.getLogger(Signs.class);
  private static final String NO_STOP = "missing_agent_session_stopped_event_subscription";

  private final WebApi api;
  private final Trail trail;
  private final Pace pace;
  private final Set<String> without = ConcurrentHashMap.newKeySet();

  Signs(WebApi api, Trail trail, Pace pace) {
    this.api = api;
    this.trail = trail;
    this.pace = pace;
  }

  /// How fast signs change. Slack allows about 50 edits a minute in all, and 60 statuses a minute
  /// in a channel.
  static final class Pace {
    private final Duration gap;
    private final Duration edits;
    private final Duration again;
    private long next = System.nanoTime();

    /// @param gap between two signs of one turn
    /// @param edits between two edits of any messages
    /// @param again when the same sign is shown again
    Pace(Duration gap, Duration edits, Duration again) {
      this.gap = gap;
      this.edits = edits;
      this.again = again;
    }

    static Pace ofSlack() {
      return new Pace(Duration.ofSeconds(3), Duration.ofMillis(1_500), Duration.ofSeconds(30));
    }

    /// How long a turn waits until its next sign.
    ///
    /// @param shared whether the sign counts against the limit of all edits
    synchronized Duration gap(boolean shared) {
      if (!shared) {
        return gap;
      }
      long now = System.nanoTime();
      next = Math.max(next, now) + edits.toNanos();
      Duration turn = Duration.ofNanos(next - now);
      return turn.compareTo(gap) > 0 ? turn : gap;
    }
  }

  /// What shows the progress of one turn.
  final class Sign implements Progress.Sign {
    private final Message message;
    private final Place place;
    private boolean isNative;
    private boolean working;
    // Of an attempt that a crash has ended too: it is gone on with, and goes with the answer.
    private String posted;

    private Sign(Message message) {
      this.message = message;
      this.place = Place.of(message);
      this.posted = trail.of(message).progress().stream().reduce("", (_, last) -> last);
      this.isNative = posted.isEmpty() && !without.contains(place.channel());
    }

    @Override
    public Duration gap() {
      return pace.gap(!isNative);
    }

    @Override
    public void show(String step) throws InterruptedIOException {
      try {
        if (isNative) {
          status(step);
          return;
        }
      } catch (ApiException e) {
        if (e.error().equals("ratelimited")) {
          return;
        }
        isNative = false;
        if (!e.isUncertain()) {
          log.info("no native status: {}", e.getMessage());
          without.add(place.channel());
        }
      }
      try {
        edit(step);
      } catch (ApiException e) {
        log.info("progress could not be shown: {}", e.getMessage());
      }
    }

    /// Slack's own Stop button comes with the session; a status without one would leave people
    /// without any.
    private void status(String step) throws ApiException, InterruptedIOException {
      if (!working) {
        JsonNode answer = begin();
        if (answer.toString().contains(NO_STOP)) {
          session("active");
          working = false;
          isNative = false;
          without.add(place.channel());
          edit(step);
          return;
        }
      }
      api.call(
          Method.STATUS,
          Map.of(
              "channel_id",
              place.channel(),
              "thread_ts",
              place.root(),
              "status",
              Inert.plain(step, 100)),
          Patience.NONE);
    }

    /// What may have begun although nobody knows is ended too.
    private JsonNode begin() throws ApiException, InterruptedIOException {
      try {
        JsonNode answer = session("processing");
        working = true;
        return answer;
      } catch (ApiException e) {
        working = e.isUncertain();
        throw e;
      }
    }

    private JsonNode session(String status) throws ApiException, InterruptedIOException {
      return api.call(
          Method.SESSION,
          Map.of("channel_id", place.channel(), "thread_ts", place.root(), "status", status),
          Patience.NONE);
    }

    private void edit(String step) throws ApiException, InterruptedIOException {
      var arguments = new LinkedHashMap<String, Object>();
      arguments.put("channel", place.channel());
      arguments.put("text", Mrkdwn.of(step));
      arguments.put("blocks", List.of(section(step)));
      if (!posted.isEmpty()) {
        arguments.put("ts", posted);
        api.call(Method.UPDATE, arguments, Patience.NONE);
        return;
      }
      arguments.put("thread_ts", place.root());
      arguments.put("unfurl_links", "false");
      arguments.put("unfurl_media", "false");
      posted = api.call(Method.POST, arguments, Patience.NONE).path("ts").asText();
      trail.progress(message, posted);
    }

    private ObjectNode section(String step) {
      var section = JsonNodeFactory.instance.objectNode().put("type", "section");
      section.set("text", Blocks.plain(step, 200));
      section.set("accessory", Blocks.button("Stop", Actions.STOP, Actions.value(place, "")));
      return section;
    }

    /// Takes away what was shown.
    void clear() {
      try {
        if (working) {
          session("active");
        }
        if (!posted.isEmpty()) {
          api.call(
              Method.DELETE, Map.of("channel", place.channel(), "ts", posted), Patience.LOOKUP);
        }
      } catch (ApiException | InterruptedIOException e) {
        log.info("progress could not be taken away: {}", e.getMessage());
      }
    }
  }

  /// Begins the progress of a message's turn.
  Progress<Sign> begin(Message message) {
    return Progress.begin(new Sign(message), pace.again);
  }
}
