package dev.plotline.slack;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;

/// Where something was said in Slack.
///
/// @param team the workspace
/// @param channel the channel or direct conversation
/// @param root the `ts` of the message that the thread hangs on
/// @param ts the message's own
record Place(String team, String channel, String root, String ts) {
  static final String PLATFORM = "slack";

  static Place of(Message message) {
    String id = message.id();
    int late = id.indexOf('+');
    return of(message.thread(), late < 0 ? id : id.substring(0, late));
  }

  static Place of(ThreadKey thread, String ts) {
    int slash = thread.id().indexOf('/');
    return new Place(
        thread.space(), thread.id().substring(0, slash), thread.id().substring(slash + 1), ts);
  }

  ThreadKey thread() {
    return new ThreadKey(PLATFORM, team, channel + "/" + root);
  }

  /// Whether it is a conversation with the bot alone.
  boolean isDirect() {
    return channel.startsWith("D");
  }

  /// Whether there is a thread yet that whoever said it looks at.
  boolean isInThread() {
    return !root.equals(ts);
  }
}
