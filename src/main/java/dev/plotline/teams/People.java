package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.adapter.Latest;
import dev.plotline.chat.text.Inert;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who people are: asked of Teams, and remembered for an hour.
final class People {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int MOST = 10_000;
  private static final Set<String> GUESTS = Set.of("guest", "anonymous");

  private final Sender sender;
  private final Clock clock;
  private final Map<String, Known> known = new Latest<>(MOST);

  People(Sender sender, Clock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /// What Teams says of a person.
  ///
  /// @param name the display name, harmless
  /// @param guest whether the account is a guest's, or nobody's
  /// @param external whether it is of another organisation
  /// @param at when Teams was asked
  record Known(String name, boolean guest, boolean external, Instant at) {}

  /// The person with this id.
  ///
  /// @param user the id in the conversation, or the directory's
  Known of(Conversation conversation, String user) throws ApiException, InterruptedIOException {
    String key = conversation.tenant() + "/" + user;
    Known before = remembered(key);
    if (before != null) {
      return before;
    }
    // Asked outside the lock: one slow answer must not hold up all threads.
    Known now = known(conversation.tenant(), sender.member(conversation, user));
    synchronized (this) {
      known.put(key, now);
    }
    return now;
  }

  private synchronized @Nullable Known remembered(String key) {
    Known before = known.get(key);
    return before != null && before.at().plus(LIFE).isAfter(clock.instant()) ? before : null;
  }

  private Known known(String tenant, JsonNode member) {
    String role = member.path("userRole").asText().toLowerCase(Locale.ROOT);
    String account = member.path("userPrincipalName").asText().toUpperCase(Locale.ROOT);
    String home = member.path("tenantId").asText(tenant);
    return new Known(
        Inert.plain(member.path("name").asText(), 80),
        GUESTS.contains(role) || account.contains("#EXT#"),
        !home.isEmpty() && !home.equals(tenant),
        clock.instant());
  }
}
