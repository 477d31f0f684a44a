package dev.plotline.chat;

import java.io.IOException;
import java.util.List;

/// What was posted on a platform for each message, kept so that an attempt which follows a crash
/// completes what is there and doesn't repeat it. A mark is a word of the adapter's own, for
/// example the id of the progress message, or that the answer is about to be posted.
public interface Trails {
  /// The marks of this and of earlier attempts at a message, oldest first; none for a message whose
  /// first attempt this is.
  List<String> of(Message message) throws IOException;

  /// Adds a mark; it is there after a crash when this returns.
  ///
  /// @param mark at most a few hundred characters
  void mark(Message message, String mark) throws IOException;

  /// The marks of all messages of a thread, for taking back what was posted.
  List<String> of(ThreadKey thread) throws IOException;
}
