package dev.plotline.inbox;

import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;

/// Where recorded messages are worked on.
public interface Desk extends Inbox {
  /// Whether messages of a thread can be answered here; what can't be is left to others.
  boolean serves(ThreadKey thread);

  /// A message was tried several times: whoever waits is told that there will be no answer.
  void giveUp(Message message);
}
