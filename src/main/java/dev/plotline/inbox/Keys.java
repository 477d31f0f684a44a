package dev.plotline.inbox;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;

/// Where things lie. Ids come from outside and may hold anything, so keys are made of hashes only.
final class Keys {
  static final String INBOX = "inbox/";
  static final String INSTANCES = "instances/";
  static final String DONE = ".done";
  static final String TRY = ".try-";
  static final String CLAIM = ".claim-";

  private Keys() {}

  static String of(Message message) {
    return at(message.thread(), message.id());
  }

  /// All messages of a thread.
  static String of(ThreadKey thread) {
    return INBOX + thread.platform() + "/" + thread.hash() + "/";
  }

  /// A file that came apart from its message.
  static String of(Message message, FileRef file) {
    return at(message.thread(), message.id(), file.id());
  }

  /// The marks of a message.
  static String marks(Message message) {
    return marks(message.thread()) + hash(message.thread(), message.id()) + "/";
  }

  /// The marks of a thread's messages.
  static String marks(ThreadKey thread) {
    return thread.prefix() + "/posted/";
  }

  private static String at(ThreadKey thread, String... ids) {
    return of(thread) + hash(thread, ids);
  }

  private static String hash(ThreadKey thread, String... ids) {
    // A thread key hashes the lengths of its parts too, so that no two lists of ids run together.
    return new ThreadKey(
            thread.platform(), Integer.toString(ids.length), ids.length == 1 ? ids[0] : joined(ids))
        .hash();
  }

  private static String joined(String... ids) {
    return ids[0].length() + ":" + ids[0] + ids[1];
  }
}
