package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.text.Inert;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.verify.Gate;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that Teams tells, as it came: any JSON at all, read without surprise.
record Activity(JsonNode json) {
  private static final String ROOT = ";messageid=";
  private static final Set<String> PEOPLE = Set.of("", "user");
  private static final Set<String> POSTS = Set.of("message", "messageDelete");

  /// What it says of where it comes from.
  Gate.Origin origin() {
    return new Gate.Origin(text("/channelId"), text("/serviceUrl"), tenants());
  }

  private Set<String> tenants() {
    Set<String> tenants = new HashSet<>();
    Stream.of("/channelData/tenant/id", "/conversation/tenantId")
        .map(this::text)
        .filter(tenant -> !tenant.isEmpty())
        .forEach(tenants::add);
    return tenants;
  }

  String type() {
    return text("/type");
  }

  String id() {
    return text("/id");
  }

  String tenant() {
    String tenant = text("/channelData/tenant/id");
    return tenant.isEmpty() ? text("/conversation/tenantId") : tenant;
  }

  /// Whether all is there that a person's message needs, and a person has sent it.
  boolean isByPerson() {
    String from = text("/from/id");
    return !id().isEmpty()
        && isPlaced()
        && !from.isEmpty()
        && !from.equals(bot())
        && !from.startsWith("28:")
        && PEOPLE.contains(text("/from/role"));
  }

  /// Whether it says where it happened.
  boolean isPlaced() {
    return !text("/conversation/id").isEmpty();
  }

  /// Where it happened.
  Conversation conversation() {
    return new Conversation(
        tenant(),
        URI.create(text("/serviceUrl")),
        place(),
        scope(),
        bot(),
        id(),
        team(),
        channel(),
        text("/from/id"));
  }

  ThreadKey thread() {
    return new ThreadKey(TeamsBot.PLATFORM, tenant(), place());
  }

  /// A message in a channel's conversation without a root begins a thread, and is its root when it
  /// is deleted. What else happens there is no post that a thread could hang on.
  private String place() {
    String id = text("/conversation/id");
    boolean begins = POSTS.contains(type()) && scope() == Scope.CHANNEL && !id.contains(ROOT);
    return begins ? id + ROOT + id() : id;
  }

  /// By the type, never by the id's looks: some group chats have ids like personal ones.
  Scope scope() {
    return switch (text("/conversation/conversationType")) {
      case "channel" -> Scope.CHANNEL;
      case "groupChat" -> Scope.GROUP;
      case "personal" -> Scope.PERSONAL;
      default -> json.at("/conversation/isGroup").asBoolean() ? Scope.GROUP : Scope.PERSONAL;
    };
  }

  /// Whether it is in a thread of its own, and not in a chat where everything follows everything.
  boolean isInThread() {
    return place().contains(ROOT);
  }

  /// The ids that a team goes by: its group's, and its general channel's.
  Set<String> teams() {
    return Stream.of("/channelData/team/aadGroupId", "/channelData/team/id")
        .map(this::text)
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toSet());
  }

  /// The group's id where it is said: with a message it seldom is.
  private @Nullable String team() {
    String group = nullable("/channelData/team/aadGroupId");
    return group == null ? nullable("/channelData/team/id") : group;
  }

  private @Nullable String channel() {
    String channel = nullable("/channelData/channel/id");
    return channel == null ? nullable("/channelData/teamsChannelId") : channel;
  }

  private String bot() {
    return text("/recipient/id");
  }

  /// Who, as far as the activity tells.
  Person person() {
    JsonNode client = client();
    String locale = client.path("locale").asText(text("/locale"));
    String zone = client.path("timezone").asText(text("/localTimezone"));
    return new Person(
        user(),
        Inert.plain(text("/from/name"), 80),
        zone(zone),
        Locale.forLanguageTag(locale.isEmpty() ? "en" : locale));
  }

  /// Who, by the directory's id where there is one.
  String user() {
    String id = text("/from/aadObjectId");
    return id.isEmpty() ? text("/from/id") : id;
  }

  private JsonNode client() {
    for (JsonNode entity : json.path("entities")) {
      if (entity.path("type").asText().equals("clientInfo")) {
        return entity;
      }
    }
    return json.path("entities").path(-1);
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  /// When it was sent.
  ///
  /// @param otherwise when it doesn't say so
  Instant at(Instant otherwise) {
    try {
      return OffsetDateTime.parse(text("/timestamp")).toInstant();
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  /// A text at a JSON pointer, empty when there is none.
  String text(String pointer) {
    JsonNode value = json.at(pointer);
    return value.isTextual() ? value.asText() : "";
  }

  private @Nullable String nullable(String pointer) {
    String text = text(pointer);
    return text.isEmpty() ? null : text;
  }

  /// Without contents.
  @Override
  public String toString() {
    return "Activity[" + type() + "]";
  }
}
