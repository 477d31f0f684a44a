package dev.plotline.chat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What somebody said in a thread to this bot.
///
/// @param thread where
/// @param id what makes it one message on its platform: a second delivery has the same
/// @param from who
/// @param text the words, without the mention; empty when there are only files
/// @param files what came with it
/// @param at when it was sent
public record Message(
    ThreadKey thread, String id, Person from, String text, List<FileRef> files, Instant at) {
  /// Copies the list.
  public Message {
    files = List.copyOf(files);
  }

  /// The same message with more files.
  public Message with(List<FileRef> more) {
    return new Message(
        thread, id, from, text, Stream.concat(files.stream(), more.stream()).toList(), at);
  }

  /// A message of its own, without words, for files that came after this one's turn had begun.
  public Message after(List<FileRef> late) {
    return new Message(thread, id + "+" + late.getFirst().id(), from, "", late, at);
  }

  /// Which turn, without contents: for logs.
  public String label() {
    return thread + "#" + Integer.toHexString(id.hashCode());
  }

  /// Without the words and the names, so that they can't slip into a log.
  @Override
  public String toString() {
    return "Message[" + label() + "]";
  }
}
