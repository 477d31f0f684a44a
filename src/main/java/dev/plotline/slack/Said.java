package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.slack.text.Incoming;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Something that a person said, read from a raw event.
///
/// @param place where
/// @param kind by which event it came
/// @param mentions whether the bot is named in it, or it is said to the bot alone
/// @param external whether the person or the channel is of another organisation too
/// @param message for the inbox; the person is known by the id alone until somebody asks Slack
record Said(Place place, Kind kind, boolean mentions, boolean external, Message message) {
  private static final Set<String> SUBTYPES =
      Set.of("", "file_share", "thread_broadcast", "me_message");

  /// Which of the two events of a mention.
  enum Kind {
    /// `app_mention`.
    MENTION,
    /// `message` and `message.file_share`.
    MESSAGE
  }

  /// Reads an `event_callback`; empty for what no person said anew: edits, bots, joins.
  static Optional<Said> read(JsonNode envelope) {
    JsonNode event = envelope.path("event");
    String type = event.path("type").asText();
    boolean ours = type.equals("app_mention") || type.equals("message");
    if (!ours
        || !SUBTYPES.contains(event.path("subtype").asText())
        || event.hasNonNull("edited")
        || event.hasNonNull("bot_id")
        || text(event, "user").isEmpty()
        || !text(event, "ts").matches("\\d{1,12}\\.\\d{1,9}")
        || text(event, "channel").isEmpty()) {
      return Optional.empty();
    }
    String bot = bot(envelope);
    if (text(event, "user").equals(bot)) {
      return Optional.empty();
    }
    Kind kind = type.equals("message") ? Kind.MESSAGE : Kind.MENTION;
    String team = team(envelope);
    String ts = text(event, "ts");
    String root = text(event, "thread_ts");
    var place = new Place(team, text(event, "channel"), root.isEmpty() ? ts : root, ts);
    String raw = event.path("text").asText();
    boolean mentions = kind == Kind.MENTION || place.isDirect() || Incoming.mentions(raw, bot);
    var message =
        new Message(
            place.thread(),
            ts,
            stranger(text(event, "user")),
            Incoming.text(raw, bot),
            files(event),
            at(ts));
    return Optional.of(new Said(place, kind, mentions, isExternal(envelope, event, team), message));
  }

  /// A person of whom only the id is known.
  static Person stranger(String id) {
    return new Person(id, "", ZoneOffset.UTC, Locale.ENGLISH);
  }

  /// The workspace that the app is installed in; the top level may name another one's in a channel
  /// that is shared.
  static String team(JsonNode envelope) {
    String installed = envelope.at("/authorizations/0/team_id").asText();
    return installed.isEmpty() ? text(envelope, "team_id") : installed;
  }

  private static String bot(JsonNode envelope) {
    return envelope.at("/authorizations/0/user_id").asText();
  }

  private static boolean isExternal(JsonNode envelope, JsonNode event, String team) {
    boolean elsewhere =
        List.of("user_team", "source_team").stream()
            .map(field -> text(event, field))
            .anyMatch(other -> !other.isEmpty() && !other.equals(team));
    return elsewhere || envelope.path("is_ext_shared_channel").asBoolean();
  }

  /// The files of a message, and those that only its rich text names.
  static List<FileRef> files(JsonNode message) {
    Map<String, FileRef> files = new LinkedHashMap<>();
    for (JsonNode file : message.path("files")) {
      String id = text(file, "id");
      String name = text(file, "name").isEmpty() ? text(file, "title") : text(file, "name");
      if (!id.isEmpty()) {
        files.put(id, new FileRef(id, name, file.path("size").asLong(-1)));
      }
    }
    for (JsonNode element : message.path("blocks").findParents("file_id")) {
      String id = text(element, "file_id");
      if (text(element, "type").equals("file") && !id.isEmpty()) {
        files.putIfAbsent(id, new FileRef(id, "", -1));
      }
    }
    return List.copyOf(files.values());
  }

  static Instant at(String ts) {
    return Instant.ofEpochSecond(Long.parseLong(ts.substring(0, ts.indexOf('.'))));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.asText() : "";
  }
}
