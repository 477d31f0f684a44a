package dev.plotline.teams.graph;

import dev.plotline.chat.Message;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/// Questions whose file was asked for in the personal chat.
public final class AskedBefore {
  private AskedBefore() {}

  /// Remembers a question.
  ///
  /// @return the words to send its file with
  public static String remember(FileStore store, Message question) {
    try {
      new Asked(store, Clock.systemUTC()).remember(question);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Asked.words(question);
  }
}
