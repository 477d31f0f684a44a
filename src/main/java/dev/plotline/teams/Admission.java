package dev.plotline.teams;

import dev.plotline.chat.Message;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether whoever asks may, which takes a question to Teams: an activity doesn't tell a guest.
final class Admission {
  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  private final People people;
  private final Access access;
  private final Says says;

  Admission(People people, Access access, Says says) {
    this.people = people;
    this.access = access;
    this.says = says;
  }

  /// For [dev.plotline.chat.Chat#admit]: the message, or nothing when it must not be answered,
  /// which whoever asked has been told then.
  Optional<Message> admit(Message message) throws InterruptedException {
    Conversation conversation = Conversation.parse(message.origin());
    try {
      Optional<String> refusal = refusal(conversation);
      if (refusal.isEmpty()) {
        return Optional.of(message);
      }
      says.refuse(conversation, refusal.get());
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (ApiException e) {
      log.warn("{} could not be refused: {}", message.label(), e.getMessage());
    }
    return Optional.empty();
  }

  /// Why somebody may not ask; empty when nothing speaks against it.
  Optional<String> refusal(Conversation conversation) throws InterruptedIOException {
    if (access.guests()) {
      return Optional.empty();
    }
    try {
      return access.refusal(people.of(conversation, conversation.user()));
    } catch (ApiException e) {
      log.warn("nobody knows who asks: {}", e.getMessage());
      return Optional.of(
          "Teams did not tell me who you are, so I can't answer. Ask again in a minute; if it stays"
              + " so, something is wrong with how I'm set up.");
    }
  }
}
