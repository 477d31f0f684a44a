package dev.plotline.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Bot;
import dev.plotline.chat.FakeThreads;
import dev.plotline.chat.Message;
import dev.plotline.local.slack.world.World;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.Test;

/// Events over a connection that the bot opens.
class SocketIT {
  private final BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  private static String envelope() {
    return """
    {"envelope_id":"env-1","type":"events_api","accepts_response_payload":false,
     "retry_attempt":1,"retry_reason":"timeout",
     "payload":{"type":"event_callback","team_id":"%s","event_id":"Ev1",
       "authorizations":[{"team_id":"%s","user_id":"%s","is_bot":true}],
       "event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1700000000.000100",
                "files":[{"id":"F1","name":"a.csv","size":6000000000}],
                "text":"<@%s> sum?"}}}\
    """
        .formatted(World.TEAM, World.TEAM, World.BOT, World.BOT);
  }

  @Test
  void anEventIsTakenAndAcknowledged() throws Exception {
    var socket = new Server();
    socket.start();
    var api = WebServer.onLoopback().servlet("/api/*", new Api(socket, 0)).start();
    var turns = new Turns(m -> new Turns.Answer.Posted(() -> messages.add(m)), (_, _) -> {});
    var settings = new SlackSettings(api.url().resolve("/api/"), "xoxb-1", "", Rig.OPEN, true);
    var bot = SlackBot.of(settings, new FakeTrails(), Clock.systemUTC());
    try {
      bot.listen(new Bot(turns, turns, new FakeThreads(), () -> ""), "xapp-1");

      Message message = Rig.next(messages);
      assertThat(message.text()).isEqualTo("sum?");
      assertThat(message.files().getFirst().size()).isEqualTo(6_000_000_000L);
      assertThat(Rig.next(acknowledged)).contains("\"envelope_id\":\"env-1\"");
    } finally {
      bot.close();
      turns.close(Duration.ZERO);
      api.close();
      socket.stop(1_000);
    }
  }

  @Test
  void whileSlackIsAwayTheBotStartsAndConnectsLater() throws Exception {
    var socket = new Server();
    socket.start();
    var api = WebServer.onLoopback().servlet("/api/*", new Api(socket, 3)).start();
    var turns = new Turns(m -> new Turns.Answer.Posted(() -> messages.add(m)), (_, _) -> {});
    var settings = new SlackSettings(api.url().resolve("/api/"), "xoxb-1", "", Rig.OPEN, true);
    var bot = SlackBot.of(settings, new FakeTrails(), Clock.systemUTC());
    try {
      bot.listen(new Bot(turns, turns, new FakeThreads(), () -> ""), "xapp-1");
      assertThat(bot.problem()).isEqualTo("Slack can't be reached.");
      assertThat(Rig.next(messages).text()).isEqualTo("sum?");
    } finally {
      bot.close();
      turns.close(Duration.ZERO);
      api.close();
      socket.stop(1_000);
    }
  }

  @Test
  void aTokenThatSlackRefusesIsNamedAtTheStart() throws Exception {
    var api = WebServer.onLoopback().servlet("/api/*", new Api(new Server(), 0)).start();
    var settings = new SlackSettings(api.url().resolve("/api/"), "xoxb-1", "", Rig.OPEN, true);
    var turns = new Turns(_ -> new Turns.Answer.Posted(() -> {}), (_, _) -> {});
    try (var bot = SlackBot.of(settings, new FakeTrails(), Clock.systemUTC())) {
      var with = new Bot(turns, turns, new FakeThreads(), () -> "");
      assertThatThrownBy(() -> bot.listen(with, "xapp-other"))
          .hasMessageContaining("SLACK_APP_TOKEN");
    } finally {
      api.close();
    }
  }

  /// Slack's end of the connection.
  private final class Server extends WebSocketServer {
    private final BlockingQueue<Integer> ports = new LinkedBlockingQueue<>();

    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      setReuseAddr(true);
    }

    @Override
    public void onStart() {
      ports.add(getPort());
    }

    int boundPort() {
      int port = Rig.next(ports);
      ports.add(port);
      return port;
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      connection.send("{\"type\":\"hello\",\"num_connections\":1}");
      connection.send(envelope());
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
      acknowledged.add(message);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket connection, Exception e) {}
  }

  /// Names the address of the connection.
  private static final class Api extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Server socket;

    private final transient AtomicInteger failures;

    /// @param failures how often it fails at first
    Api(Server socket, int failures) {
      this.socket = socket;
      this.failures = new AtomicInteger(failures);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      int left = failures.getAndDecrement();
      if (left > 1) {
        response.setStatus(503);
        return;
      }
      boolean open =
          "/apps.connections.open".equals(request.getPathInfo())
              && "Bearer xapp-1".equals(request.getHeader("Authorization"));
      String answer =
          left == 1
              ? "{\"ok\":false,\"error\":\"ratelimited\"}"
              : open
                  ? "{\"ok\":true,\"url\":\"ws://127.0.0.1:" + socket.boundPort() + "/\"}"
                  : "{\"ok\":false,\"error\":\"invalid_auth\"}";
      response.setContentType("application/json");
      response.getOutputStream().write(answer.getBytes(UTF_8));
    }
  }
}
