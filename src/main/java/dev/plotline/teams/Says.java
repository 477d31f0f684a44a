package dev.plotline.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.text.Messages;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Words of the program's to a conversation.
final class Says {
  private static final Logger log = LoggerFactory.getLogger(Says.class);
  private static final int MOST_NAMES = 3;

  private final Sender sender;
  private final People people;
  private final Access access;

  Says(Sender sender, People people, Access access) {
    this.sender = sender;
    this.people = people;
    this.access = access;
  }

  /// Says a sentence of the program's own.
  void tell(Conversation conversation, String text) throws ApiException, InterruptedIOException {
    sender.post(conversation, Messages.plain(text));
  }

  /// Posts messages in their order.
  ///
  /// @return their ids, as far as Teams tells them
  List<String> show(Conversation conversation, List<ObjectNode> messages)
      throws ApiException, InterruptedIOException {
    var ids = new ArrayList<String>();
    for (ObjectNode message : messages) {
      String id = sender.post(conversation, message);
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    return ids;
  }

  /// Says something in the place of a message of the bot's, or after it when that is gone.
  void replace(Conversation conversation, String id, String text)
      throws ApiException, InterruptedIOException {
    try {
      if (!id.isEmpty()) {
        sender.update(conversation, id, Messages.plain(text));
        return;
      }
    } catch (ApiException e) {
      log.info("a card could not be replaced: {}", e.getMessage());
    }
    tell(conversation, text);
  }

  /// Says why not, and whom to ask.
  void refuse(Conversation conversation, String why) throws ApiException, InterruptedIOException {
    tell(conversation, why + " " + contact(conversation));
  }

  /// Whom to ask about it: the administrators whom Teams finds in this conversation.
  String contact(Conversation conversation) throws InterruptedIOException {
    var names = new ArrayList<String>();
    for (String admin : access.admins().stream().sorted().limit(MOST_NAMES).toList()) {
      try {
        String name = people.of(conversation, admin).name();
        if (!name.isBlank()) {
          names.add(name);
        }
      } catch (ApiException e) {
        // Not here.
      }
    }
    return names.isEmpty()
        ? "Ask whoever runs me in this organisation."
        : "Ask " + String.join(" or ", names) + ".";
  }
}
