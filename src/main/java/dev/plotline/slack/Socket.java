package dev.plotline.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient.Backend;
import dev.plotline.slack.api.WebApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/// Socket Mode: Slack's events over a connection that the bot opens, for want of a public address.
/// The connection is authenticated, so nothing is signed.
final class Socket {
  private Socket() {}

  /// Connects, and stays connected. What the middleware doesn't take with 200 is not acknowledged,
  /// and Slack delivers it again.
  static AutoCloseable open(App app, String token) {
    try {
      var socket = new SocketModeApp(token, Backend.JavaWebSocket, app);
      socket.startAsync();
      return socket::close;
    } catch (Exception e) {
      throw new UncheckedIOException(
          "Slack's Socket Mode can't be reached: check SLACK_APP_TOKEN (it begins with xapp- and"
              + " needs connections:write)",
          new IOException(e));
    }
  }

  /// The SDK's root object for a Web API at this base.
  static Slack slack(URI api) {
    SlackConfig config = WebApi.config(api);
    // Otherwise the first call with each token asks auth.test for its workspace.
    config.setStatsEnabled(false);
    return Slack.getInstance(config);
  }
}
