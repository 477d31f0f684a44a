package dev.plotline.local.slack.event;

/// How the two events of one message reach the app: a mention is told as `app_mention` and again as
/// `message`, in any order, and either can lack the files.
///
/// @param mentionFirst which of them comes first
/// @param files which of them carries the files
public record Pairing(boolean mentionFirst, Carries files) {
  /// Which event carries the files of a message.
  public enum Carries {
    /// Both.
    BOTH,
    /// `message` alone.
    MESSAGE,
    /// `app_mention` alone.
    MENTION
  }

  /// As Slack most often does.
  public static Pairing usual() {
    return new Pairing(true, Carries.BOTH);
  }

  /// First `app_mention`.
  public static Pairing mentionFirst(Carries files) {
    return new Pairing(true, files);
  }

  /// First `message`.
  public static Pairing messageFirst(Carries files) {
    return new Pairing(false, files);
  }
}
