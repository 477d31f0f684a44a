package dev.plotline.record;

import dev.plotline.chat.ThreadKey;

/// Something that was taken back on its platform.
///
/// @param what of which kind
/// @param thread where; with an empty id where the platform tells of a file's end without a place
/// @param id the platform's id of the file or of the message
public record Retraction(What what, ThreadKey thread, String id) {
  /// What can be taken back.
  public enum What {
    /// A file.
    FILE,
    /// A message, with the files that came with it.
    MESSAGE
  }

  /// A file that was sent in a thread.
  public static Retraction file(ThreadKey thread, String id) {
    return new Retraction(What.FILE, thread, id);
  }

  /// A file, wherever it was sent in a workspace.
  public static Retraction file(String platform, String space, String id) {
    return new Retraction(What.FILE, new ThreadKey(platform, space, ""), id);
  }

  /// A message.
  public static Retraction message(ThreadKey thread, String id) {
    return new Retraction(What.MESSAGE, thread, id);
  }

  /// Whether a turn was for the message that is meant, or for files that followed it.
  public boolean isOf(TurnRecord turn) {
    String asked = turn.asked().messageId();
    return what == What.MESSAGE && (asked.equals(id) || asked.startsWith(id + "+"));
  }

  /// Whether a file that came with a turn is meant.
  public boolean isOf(TurnRecord turn, TurnRecord.Sent file) {
    return what == What.FILE ? file.fileId().equals(id) : isOf(turn);
  }
}
