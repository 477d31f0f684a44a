package dev.plotline.slack.api;

import java.util.Set;

/// The methods of the Web API that are called, and no other. The app manifests ask for exactly
/// these scopes and those of the events.
public enum Method {
  /// Posts a message.
  POST("chat.postMessage", false, "chat:write"),
  /// Shows a message to one person only.
  WHISPER("chat.postEphemeral", true, "chat:write"),
  /// Changes a message of ours.
  UPDATE("chat.update", true, "chat:write"),
  /// Removes a message of ours.
  DELETE("chat.delete", true, "chat:write"),
  /// Says what is being done, where the workspace shows it.
  STATUS("assistant.threads.setStatus", true, "chat:write"),
  /// Offers questions in the agent's own view.
  PROMPTS("assistant.threads.setSuggestedPrompts", true, "assistant:write"),
  /// Shows whether the agent works, with Slack's own Stop button.
  SESSION("agents.sessions.setStatus", true, "chat:write"),
  /// Shows a modal window.
  OPEN_VIEW("views.open", false),
  /// Reads a thread: only to see whether a post went through, and never needed. Without the scopes
  /// it is refused, which is one of the answers expected.
  REPLIES(
      "conversations.replies",
      true,
      "channels:history",
      "groups:history",
      "im:history",
      "mpim:history"),
  /// Looks up a person.
  PERSON("users.info", true, "users:read"),
  /// Looks up a file.
  FILE("files.info", true, "files:read"),
  /// Removes a file of ours.
  DELETE_FILE("files.delete", true, "files:write"),
  /// Tells whether Slack answers and knows the token.
  WHO_AM_I("auth.test", true),
  /// Gets an address to upload to.
  UPLOAD_URL("files.getUploadURLExternal", true, "files:write"),
  /// Shares what was uploaded.
  UPLOAD_DONE("files.completeUploadExternal", false, "files:write");

  private final String path;
  private final boolean repeatable;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> scopes;

  Method(String path, boolean repeatable, String... scopes) {
    this.path = path;
    this.repeatable = repeatable;
    this.scopes = Set.of(scopes);
  }

  /// The name in the Web API.
  public String path() {
    return path;
  }

  /// The scopes that it needs.
  public Set<String> scopes() {
    return scopes;
  }

  /// Whether asking once more does no harm when nobody knows if the first call was served.
  boolean isRepeatable() {
    return repeatable;
  }
}
