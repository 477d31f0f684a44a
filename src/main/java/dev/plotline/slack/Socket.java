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
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Socket Mode: Slack's events over a connection that the bot opens, for want of a public address.
/// The connection is authenticated, so nothing is signed. Once connected the SDK keeps it so.
final class Socket implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Socket.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// How the SDK tells that Slack answered, and what: no other time will do for this token.
  private static final Pattern REFUSED =
      Pattern.compile(
          "\\(error: (?!internal_error|fatal_error|service_unavailable|request_timeout|ratelimited)");

  private final App app;
  private final String token;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile @Nullable SocketModeApp connected;

  private Socket(App app, String token) {
    this.app = app;
    this.token = token;
  }

  /// Connects, and stays connected. What the middleware doesn't take with 200 is not acknowledged,
  /// and Slack delivers it again. When Slack can't be reached it is tried again until it can be; a
  /// token that Slack refuses fails at once.
  static Socket open(App app, String token) {
    var socket = new Socket(app, token);
    if (!socket.connect()) {
      Thread.ofVirtual().name("slack-connect").start(socket::tryAgain);
    }
    return socket;
  }

  /// Whether it has been.
  boolean isConnected() {
    return connected != null;
  }

  private synchronized boolean connect() {
    if (end.getCount() == 0) {
      return true;
    }
    try {
      var socket = new SocketModeApp(token, Backend.JavaWebSocket, app);
      socket.startAsync();
      connected = socket;
      return true;
    } catch (Exception e) {
      if (REFUSED.matcher(String.valueOf(e.getMessage())).find()) {
        throw new UncheckedIOException(
            "Slack refuses Socket Mode: check SLACK_APP_TOKEN (it begins with xapp- and needs"
                + " connections:write)",
            new IOException(e));
      }
      log.warn("Slack's Socket Mode can't be reached, it is tried again: {}", e.getMessage());
      return false;
    }
  }

  private void tryAgain() {
    try {
      while (!end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS) && !connect()) {
        // Until it is.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      log.error("{}", e.getMessage());
    }
  }

  /// The SDK's root object for a Web API at this base.
  static Slack slack(URI api) {
    SlackConfig config = WebApi.config(api);
    // Otherwise the first call with each token asks auth.test for its workspace.
    config.setStatsEnabled(false);
    return Slack.getInstance(config);
  }

  @Override
  public void close() {
    end.countDown();
    SocketModeApp socket;
    synchronized (this) {
      socket = connected;
      connected = null;
    }
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("Socket Mode did not end", e);
    }
  }
}
