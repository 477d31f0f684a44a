package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Ids;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/// Socket Mode: an app without a public address opens a socket, and is told everything through it.
/// Listens from the first address that is asked for.
final class Sockets implements AutoCloseable {
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final Set<WebSocket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private @Nullable Listener listener;

  /// An address for one connection.
  synchronized String address() {
    if (listener == null) {
      listener = new Listener();
      listener.start();
      listener.listening.join();
    }
    String ticket = Ids.random(24);
    tickets.add(ticket);
    return "ws://127.0.0.1:" + listener.getPort() + "/link/?ticket=" + ticket;
  }

  /// Whether an app listens.
  boolean isOpen() {
    return !open.isEmpty();
  }

  /// Tells the app and waits for its word.
  Courier.Answer send(Parcel parcel, int attempt, String reason, Duration timeout)
      throws IOException {
    WebSocket socket = open.stream().findAny().orElseThrow(() -> new IOException("closed"));
    String id = Ids.random(20);
    ObjectNode envelope =
        Json.object()
            .put("envelope_id", id)
            .put("type", parcel.kind().socketType())
            .put("accepts_response_payload", parcel.kind() != Parcel.Kind.EVENT);
    envelope.set("payload", parcel.payload());
    if (parcel.kind() == Parcel.Kind.EVENT) {
      envelope.put("retry_attempt", attempt).put("retry_reason", reason);
    }
    var taken = new CompletableFuture<JsonNode>();
    waiting.put(id, taken);
    try {
      socket.send(Json.write(envelope));
      JsonNode payload = taken.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Courier.Answer(200, payload, payload.asText(""), true);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no word from the app");
    } catch (ExecutionException | WebsocketNotConnectedException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public synchronized void close() {
    if (listener == null) {
      return;
    }
    try {
      listener.stop(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Listener extends WebSocketServer {
    private final CompletableFuture<Void> listening = new CompletableFuture<>();

    Listener() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      setDaemon(true);
      setReuseAddr(true);
    }

    @Override
    public void onStart() {
      listening.complete(null);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      String ticket = handshake.getResourceDescriptor().replaceFirst(".*[?&]ticket=", "");
      if (!tickets.remove(ticket)) {
        socket.close(1008, "the address is used up");
        return;
      }
      open.add(socket);
      ObjectNode hello = Json.object().put("type", "hello").put("num_connections", open.size());
      hello.putObject("connection_info").put("app_id", World.APP);
      hello.putObject("debug_info").put("host", "local").put("approximate_connection_time", 3_600);
      socket.send(Json.write(hello));
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      JsonNode word = Json.parse(message);
      CompletableFuture<JsonNode> taken = waiting.get(word.path("envelope_id").asText(""));
      if (taken != null) {
        taken.complete(word.path("payload"));
      }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      open.remove(socket);
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception problem) {
      if (socket != null) {
        open.remove(socket);
      } else {
        listening.completeExceptionally(problem);
      }
    }
  }
}
