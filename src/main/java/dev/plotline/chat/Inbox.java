package dev.plotline.chat;

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
}
