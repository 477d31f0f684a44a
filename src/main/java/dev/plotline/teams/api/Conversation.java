package dev.plotline.teams.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where something was said in Teams, and all that must be known to answer it. Recorded with the
/// message as its origin, so that a message is answered after a restart.
///
/// @param tenant the tenant's id
/// @param service where answers are sent to; verified, and different from region to region
/// @param id the conversation's id, in channels with `;messageid=` of the thread's first message
/// @param scope its type
/// @param bot the bot's id in it
/// @param activity the message's own id
/// @param team the team's group id, or its own when that is all that was told; null outside of
///   channels
/// @param channel the channel's id, null outside of channels
/// @param user the id in this conversation of whoever said it
public record Conversation(
    String tenant,
    URI service,
    String id,
    Scope scope,
    String bot,
    String activity,
    @Nullable String team,
    @Nullable String channel,
    String user) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /// The types of conversations.
  public enum Scope {
    /// One person and the bot.
    PERSONAL,
    /// Several people, no team.
    GROUP,
    /// A thread in a team's channel.
    CHANNEL
  }

  /// For [dev.plotline.chat.Message#origin].
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always JSON", e);
    }
  }

  /// Reads what [#json] has written.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static Conversation parse(String json) {
    try {
      return JSON.readValue(json, Conversation.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no conversation: " + e.getOriginalMessage(), e);
    }
  }
}
