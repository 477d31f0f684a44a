package dev.plotline.teams.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The streams of a connector: one in a personal chat at a time, one request a second, two minutes.
final class Streams {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration GAP = Duration.ofSeconds(1);
  private static final String NOT_ALLOWED = "ContentStreamNotAllowed";

  private final InstantSource clock;
  private final Set<String> personal = ConcurrentHashMap.newKeySet();
  private final Map<String, Stream> open = new ConcurrentHashMap<>();

  Streams(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Stream {
    private final String id;
    private final Instant began;
    private Instant latest;
    private int sequence = 1;
    private String text = "";
    private boolean cancelled;

    private Stream(String id, Instant now) {
      this.id = id;
      this.began = now;
      this.latest = now;
    }
  }

  void personal(String conversation) {
    personal.add(conversation);
  }

  /// Somebody presses Teams' own stop.
  void cancel(String conversation) {
    Stream stream = open.get(conversation);
    if (stream == null) {
      throw new IllegalStateException("no stream to stop");
    }
    stream.cancelled = true;
  }

  boolean isOpen(String conversation) {
    return open.containsKey(conversation);
  }

  /// Takes a part of a stream.
  ///
  /// @param fresh the id of a stream that begins
  /// @return the stream's id
  synchronized String take(String conversation, JsonNode activity, String fresh) throws Refusal {
    JsonNode info = Checks.stream(activity);
    if (!personal.contains(conversation)) {
      throw new Refusal(405, "MethodNotAllowed", "Streaming is for personal chats");
    }
    String type = info.path("streamType").asText();
    if (info.path("streamId").asText().isEmpty()) {
      begin(conversation, activity, info, type, fresh);
      return fresh;
    }
    Stream stream = open.get(conversation);
    if (stream == null || !stream.id.equals(info.path("streamId").asText())) {
      throw new Refusal(403, NOT_ALLOWED, "Content stream is not there");
    }
    alive(conversation, stream);
    switch (type) {
      case "informative", "streaming" -> more(stream, activity, info, type);
      case "final" -> {
        Checks.that(activity.path("type").asText().equals("message"), "final is a message");
        Checks.that(!info.has("streamSequence"), "final has no streamSequence");
        Checks.that(activity.path("text").asText().startsWith(stream.text), "it goes on");
        open.remove(conversation);
      }
      default -> throw new Refusal(400, "BadSyntax", "streamType is unknown");
    }
    return stream.id;
  }

  private void begin(
      String conversation, JsonNode activity, JsonNode info, String type, String fresh)
      throws Refusal {
    Stream before = open.get(conversation);
    if (before != null && Duration.between(before.began, clock.instant()).compareTo(LONGEST) < 0) {
      throw new Refusal(403, NOT_ALLOWED, "Content stream is not allowed: another one is open");
    }
    Checks.that(type.equals("informative") || type.equals("streaming"), "a stream begins so");
    Checks.that(info.path("streamSequence").asInt() == 1, "streamSequence begins with 1");
    part(activity, type);
    var stream = new Stream(fresh, clock.instant());
    stream.text = type.equals("streaming") ? activity.path("text").asText() : "";
    open.put(conversation, stream);
  }

  private void alive(String conversation, Stream stream) throws Refusal {
    if (stream.cancelled) {
      open.remove(conversation);
      throw new Refusal(403, NOT_ALLOWED, "Content stream was canceled by user");
    }
    if (Duration.between(stream.began, clock.instant()).compareTo(LONGEST) >= 0) {
      open.remove(conversation);
      throw new Refusal(403, NOT_ALLOWED, "Content stream exceeded streaming time");
    }
    if (Duration.between(stream.latest, clock.instant()).compareTo(GAP) < 0) {
      throw new Refusal(429, "TooManyRequests", "one a second", GAP);
    }
    stream.latest = clock.instant();
  }

  private static void more(Stream stream, JsonNode activity, JsonNode info, String type)
      throws Refusal {
    Checks.that(
        info.path("streamSequence").asInt() == stream.sequence + 1, "streamSequence goes on");
    part(activity, type);
    if (type.equals("streaming")) {
      Checks.that(activity.path("text").asText().startsWith(stream.text), "it goes on");
      stream.text = activity.path("text").asText();
    }
    stream.sequence++;
  }

  private static void part(JsonNode activity, String type) throws Refusal {
    String text = activity.path("text").asText();
    Checks.that(activity.path("type").asText().equals("typing"), "a part is of type typing");
    Checks.that(!text.isBlank(), "a part needs a text");
    Checks.that(!type.equals("informative") || text.length() <= 1_000, "1000 characters");
    Checks.that(activity.path("attachments").isEmpty(), "attachments come with the final part");
    Checks.that(Checks.labels(activity).findAny().isEmpty(), "labels come with the final part");
    Checks.that(activity.path("channelData").isEmpty(), "feedback comes with the final part");
  }

  /// An activity of an open stream can't be edited.
  void edited(String conversation, String id) throws Refusal {
    @Nullable Stream stream = open.get(conversation);
    boolean over =
        stream == null
            || stream.cancelled
            || Duration.between(stream.began, clock.instant()).compareTo(LONGEST) >= 0;
    if (!over && stream != null && stream.id.equals(id)) {
      throw new Refusal(400, "BadSyntax", "the stream is open");
    }
  }
}
