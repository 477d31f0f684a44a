package dev.plotline.chat;

/// What steers a turn from outside. Served beside the lane: a turn may take minutes, and whoever
/// presses a button waits seconds.
public interface Controls {
  /// Ends the turn that runs in a thread.
  ///
  /// @return false when none was running
  boolean stop(ThreadKey thread);

  /// Ends the turn of one message, or drops the message when its turn hasn't begun. Another turn of
  /// its thread goes on.
  ///
  /// @return false when it was over
  boolean stop(Message message);
}
