package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Microsoft's login for apps: each request gets a token of its own, `token-1`, `token-2` and so
/// on.
public final class FakeLogin implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Asked> asked = new ArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, String> scopes = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Integer> faults = new ConcurrentLinkedQueue<>();
  private volatile int life = 3_600;
  private volatile CountDownLatch held = new CountDownLatch(0);

  /// A request.
  ///
  /// @param tenant of the path
  /// @param form what was sent
  public record Asked(String tenant, Map<String, String> form) {}

  private FakeLogin(HttpServer server) {
    this.server = server;
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// A login.
  public static FakeLogin start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new FakeLogin(HttpServer.create(address, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its address.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /// How many seconds the next tokens are good for.
  public void life(int seconds) {
    life = seconds;
  }

  /// Lets the next requests fail.
  public void fail(int... statuses) {
    for (int status : statuses) {
      faults.add(status);
    }
  }

  /// Answers nobody until that latch is down.
  public void hold(CountDownLatch until) {
    held = until;
  }

  /// The requests so far.
  public List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /// Whether it gave this token, and for this service.
  public boolean isFor(String token, String service) {
    return List.of(scopes.getOrDefault(token, "").split(" ", -1)).contains(service + "/.default");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      boolean right =
          path.length == 5
              && exchange.getRequestURI().getPath().endsWith("/oauth2/v2.0/token")
              && exchange.getRequestMethod().equals("POST");
      var form = new LinkedHashMap<String, String>();
      for (String pair : body.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        form.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
      }
      synchronized (asked) {
        asked.add(new Asked(path.length > 1 ? path[1] : "", form));
      }
      held.await();
      Integer fault = faults.poll();
      if (fault != null || !right || !isComplete(form)) {
        send(exchange, fault == null ? 400 : fault, error(form));
        return;
      }
      var answer = JSON.createObjectNode().put("token_type", "Bearer");
      answer.put("expires_in", life).put("ext_expires_in", life);
      String token = "token-" + number.incrementAndGet();
      scopes.put(token, form.getOrDefault("scope", ""));
      send(exchange, 200, answer.put("access_token", token).toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isComplete(Map<String, String> form) {
    boolean secret = !form.getOrDefault("client_secret", "").isEmpty();
    boolean signed =
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                .equals(form.get("client_assertion_type"))
            && form.getOrDefault("client_assertion", "").split("\\.", -1).length == 3;
    return "client_credentials".equals(form.get("grant_type"))
        && !form.getOrDefault("client_id", "").isEmpty()
        && form.getOrDefault("scope", "").contains("/.default")
        && secret != signed;
  }

  /// Repeats what was sent, as a proxy might.
  private static String error(Map<String, String> form) {
    return JSON.createObjectNode()
        .put("error", "invalid_client")
        .put("error_description", "AADSTS7000215: Invalid client secret, sent was " + form)
        .toString();
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
