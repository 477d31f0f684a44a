package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Something that has just changed in the workspace.
public sealed interface Change {
  /// A message was posted.
  record Posted(Post post) implements Change {}

  /// A message is another now.
  ///
  /// @param edited whether its words changed, and not only its reactions or replies
  record Updated(Post before, Post post, boolean edited) implements Change {}

  /// A message is gone.
  record Removed(Post post) implements Change {}

  /// A file is gone.
  record FileRemoved(Upload file) implements Change {}

  /// What the app says it is doing in a thread; empty when it is done.
  record Doing(String channel, String threadTs, String status, List<String> loading)
      implements Change {}

  /// A session of the agent is in another state or has another title.
  record SessionChanged(String channel, String threadTs, String status, String title)
      implements Change {}

  /// Questions that the app suggests.
  ///
  /// @param threadTs empty for the whole direct message
  record Suggested(String channel, String threadTs, String title, JsonNode prompts)
      implements Change {}

  /// A channel is new or has other members.
  record ChannelChanged(Channel channel) implements Change {}

  /// A modal is to be shown to one person, or one that is shown is another now.
  record ViewShown(String user, JsonNode view) implements Change {}

  /// A modal is to be closed.
  record ViewClosed(String user, String viewId) implements Change {}
}
