package dev.plotline.inbox;

import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;

/// Where recorded messages are worked on.
public interface Desk extends Inbox {
  /// A message was tried several times: whoever waits is told that there will be no answer.
  void giveUp(Message message);
}
