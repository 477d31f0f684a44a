package dev.plotline.chat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What somebody said in a thread to this bot.
///
/// @param thread where
/// @param id what makes it one message on its platform: a second delivery has the same
/// @param from who
/// @param text the words, without the mention; empty when there are only files
/// @param files what came with it
/// @param at when it was sent
/// @param origin what the adapter must know to answer it, in a form of its own; empty when thread
///   and id say it all. It is recorded with the message, and nobody else reads it.
public record Message(
    ThreadKey thread,
    String id,
    Person from,
    String text,
    List<FileRef> files,
    Instant at,
    String origin) {
  /// Copies the list. Messages that were recorded without an origin have none.
  public Message {
    files = List.copyOf(files);
    origin = Objects.requireNonNullElse(origin, "");
  }

  /// A message whose thread and id say where its answer goes.
  public Message(
      ThreadKey thread, String id, Person from, String text, List<FileRef> files, Instant at) {
    this(thread, id, from, text, files, at, "");
  }

  /// The same message with more files.
  public Message with(List<FileRef> more) {
    return new Message(
        thread, id, from, text, Stream.concat(files.stream(), more.stream()).toList(), at, origin);
  }

  /// A message of its own, without words, for files that came after this one's turn had begun.
  public Message after(List<FileRef> late) {
    return new Message(thread, id + "+" + late.getFirst().id(), from, "", late, at, origin);
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
