package dev.plotline.local.slack.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page's people can do, as the workspace offers it.
public interface Desk {
  /// Says something, in Slack's notation.
  void say(String user, String channel, @Nullable String thread, String text, List<String> files);

  /// Brings a file and gives its id.
  String upload(String user, String name, InputStream bytes) throws IOException;

  /// Changes a message of one's own.
  void edit(String user, String channel, String ts, String text);

  /// Takes a message of one's own back.
  void delete(String user, String channel, String ts);

  /// Adds a reaction, or takes it away when it is there.
  void react(String user, String channel, String ts, String name);

  /// Brings the app into a channel.
  void invite(String channel);

  /// Uses a button or menu of a message, or of a modal.
  boolean press(String user, JsonNode where, String blockId, String actionId, ObjectNode given);

  /// Submits a modal; what is wrong by block, null when the app failed.
  @Nullable JsonNode submit(String user, String viewId, JsonNode values);

  /// Closes a modal.
  void dismiss(String user, String viewId);

  /// Uses the app's shortcut on a message.
  boolean shortcut(String user, String channel, String ts);

  /// Types a command.
  boolean command(String user, String channel, String command, String text);

  /// Presses the stop button of an agent's session.
  void stop(String user, String channel, String thread);

  /// Looks at the direct message with the app.
  void open(String user);
}
