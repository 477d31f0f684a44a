package dev.plotline.chat;

/// Where adapters hand messages in.
public interface Inbox {
  /// Takes a message; returns as soon as it is sure to be answered. A message that was taken before
  /// is dropped.
  ///
  /// @return false for a repeat
  boolean accept(Message message);
}
