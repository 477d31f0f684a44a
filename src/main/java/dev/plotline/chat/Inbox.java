package dev.plotline.chat;

import java.io.IOException;

/// Where adapters hand messages in.
public interface Inbox {
  /// Takes a message; returns as soon as it is sure to be answered. A message that was taken before
  /// is dropped.
  ///
  /// @return false for a repeat
  boolean accept(Message message);

  /// Takes files of a message that the platform delivers apart from it. They join the message while
  /// it waits, and follow it as a message of their own when its turn has begun. Files that came
  /// with it already are dropped.
  void join(Message message);

  /// Takes files like [#join], but of a message whose turn the adapter itself adds them to: they
  /// are only kept in mind for a process that follows a crash. When the message is not worked on
  /// here they are joined to it.
  default void keep(Message message) {
    join(message);
  }

  /// Forgets what was said in a thread. That the messages were taken stays known.
  default void forget(ThreadKey thread) throws IOException {}

  /// Forgets what one message said. That it was taken stays known.
  default void forget(ThreadKey thread, String messageId) throws IOException {}
}
