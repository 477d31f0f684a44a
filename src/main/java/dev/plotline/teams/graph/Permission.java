package dev.plotline.teams.graph;

/// What must be allowed for what is asked of Microsoft Graph, and no more. The app's manifest asks
/// for those that a team or chat consents to; for the others an administrator does.
public enum Permission {
  /// Reads the messages of a group chat that the app is in.
  CHAT_MESSAGES("ChatMessage.Read.Chat", true),
  /// Reads the messages of a team that the app is in.
  CHANNEL_MESSAGES("ChannelMessage.Read.Group", true),
  /// Reads files in SharePoint and OneDrive. `Sites.Selected`, with the sites that are meant, does
  /// as well.
  FILES("Files.Read.All", false);

  private final String scope;
  private final boolean byResource;

  Permission(String scope, boolean byResource) {
    this.scope = scope;
    this.byResource = byResource;
  }

  /// Microsoft's name.
  public String scope() {
    return scope;
  }

  /// Whether a team or a chat consents to it, by adding the app.
  public boolean isByResource() {
    return byResource;
  }
}
