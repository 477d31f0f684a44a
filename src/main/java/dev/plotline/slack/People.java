package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Person;
import dev.plotline.chat.adapter.Latest;
import dev.plotline.chat.text.Inert;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Method;
import dev.plotline.slack.api.Patience;
import dev.plotline.slack.api.WebApi;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who people are: asked of Slack, and remembered for an hour.
final class People {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int MOST = 10_000;

  private final WebApi api;
  private final Clock clock;
  private final Map<String, Known> known = new Latest<>(MOST);

  People(WebApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /// What Slack says of a person.
  ///
  /// @param guest whether the account is a guest's
  /// @param external whether the person is of another workspace
  /// @param at when Slack was asked
  record Known(Person person, boolean guest, boolean external, Instant at) {}

  /// The person with this id.
  ///
  /// @param team the workspace that asks
  Known of(String team, String id) throws ApiException, InterruptedIOException {
    Known before = remembered(id);
    if (before != null) {
      return before;
    }
    // Asked outside the lock: one slow answer must not hold up all threads.
    JsonNode user =
        api.call(Method.PERSON, Map.of("user", id, "include_locale", "true"), Patience.LOOKUP)
            .path("user");
    Known now = known(team, id, user);
    synchronized (this) {
      known.put(id, now);
    }
    return now;
  }

  private synchronized @Nullable Known remembered(String id) {
    Known before = known.get(id);
    return before != null && before.at().plus(LIFE).isAfter(clock.instant()) ? before : null;
  }

  private Known known(String team, String id, JsonNode user) {
    JsonNode profile = user.path("profile");
    String name = profile.path("display_name").asText();
    if (name.isBlank()) {
      name = user.path("real_name").asText(user.path("name").asText());
    }
    boolean guest =
        user.path("is_restricted").asBoolean() || user.path("is_ultra_restricted").asBoolean();
    String home = user.path("team_id").asText(team);
    boolean external = user.path("is_stranger").asBoolean() || !home.equals(team);
    var person =
        new Person(
            id,
            Inert.plain(name, 80),
            zone(user.path("tz").asText()),
            Locale.forLanguageTag(user.path("locale").asText("en")));
    return new Known(person, guest, external, clock.instant());
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
