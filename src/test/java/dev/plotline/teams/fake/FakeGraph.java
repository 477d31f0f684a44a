package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Microsoft Graph and the file hosts behind it, on loopback, as far as a bot in Teams uses them.
/// Strict: each call needs its permission, ids must be encoded, a file's address must be one, and
/// bytes are given and taken without a token only.
public final class FakeGraph implements AutoCloseable {
  /// The token that Graph takes.
  public static final String GRAPH_TOKEN = "graph-token";

  /// The token that the connector takes.
  public static final String CONNECTOR_TOKEN = "connector-token";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final HttpServer server;
  private final Predicate<String> ours;
  private final Set<String> consents = ConcurrentHashMap.newKeySet();
  private final Map<String, ArrayNode> messages = new ConcurrentHashMap<>();
  private final Map<String, Shared> shared = new ConcurrentHashMap<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final FakeDrive drive;

  /// A request that came.
  ///
  /// @param path as it was sent, encoded
  /// @param token empty when none came along
  public record Call(String method, String path, String token) {}

  /// A file in SharePoint.
  @SuppressWarnings("ArrayRecordComponent")
  private record Shared(String name, byte[] bytes) {}

  /// An answer in place of the right one, for a path that contains this.
  ///
  /// @param retryAfter empty for none
  /// @param location where it leads to, empty for nowhere
  public record Fault(String part, int status, String retryAfter, String location) {}

  private FakeGraph(HttpServer server, Predicate<String> ours) {
    this.server = server;
    this.ours = ours;
    drive = new FakeDrive();
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// A server with nothing in it, in which nothing is allowed.
  public static FakeGraph start() {
    return start(GRAPH_TOKEN::equals);
  }

  /// The same.
  ///
  /// @param ours whether a token is for Graph
  public static FakeGraph start(Predicate<String> ours) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new FakeGraph(HttpServer.create(address, 0), ours);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it is.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The address of its version 1.0, as a bot is told.
  public URI api() {
    return URI.create(url() + "/v1.0/");
  }

  /// Allows something: everywhere, or with an id behind it in that chat or team alone.
  public void consent(String... scopes) {
    consents.addAll(Arrays.asList(scopes));
  }

  /// All requests, in order.
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /// The files that are given and taken without a token.
  public FakeDrive drive() {
    return drive;
  }

  /// The next request for a path that contains this is answered so, with status 0 not at all.
  public void fail(String part, int status, String retryAfter) {
    faults.add(new Fault(part, status, retryAfter, ""));
  }

  /// The next request for a path that contains this is led elsewhere.
  public void redirect(String part, String location) {
    faults.add(new Fault(part, 302, "", location));
  }

  /// Puts a message into a group chat.
  ///
  /// @param files addresses of files that hang on it
  public void inChat(String chat, String id, String... files) {
    messages.put("chats/" + chat + "/messages/" + id, attachments(files));
  }

  /// Puts a message into a channel: the first of its thread when root and id are the same.
  public void inChannel(String team, String channel, String root, String id, String... files) {
    String place = "teams/" + team + "/channels/" + channel + "/messages/" + root;
    messages.put(root.equals(id) ? place : place + "/replies/" + id, attachments(files));
  }

  private static ArrayNode attachments(String... files) {
    var attachments = JSON.arrayNode();
    attachments.addObject().put("contentType", "messageReference").put("id", "1");
    for (String file : files) {
      attachments
          .addObject()
          .put("contentType", "reference")
          .put("contentUrl", file)
          .put("name", file.substring(file.lastIndexOf('/') + 1));
    }
    return attachments;
  }

  /// Puts a file into SharePoint.
  ///
  /// @param address as people read it
  public void share(String address, byte[] bytes) {
    String name = address.substring(address.lastIndexOf('/') + 1);
    shared.put(address, new Shared(name, bytes));
    drive.put(name, bytes);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      String sent = exchange.getRequestHeaders().getFirst("Authorization");
      String token = sent == null ? "" : sent.replaceFirst("^Bearer ", "");
      calls.add(new Call(exchange.getRequestMethod(), path, token));
      Fault fault = faults.stream().filter(f -> path.contains(f.part())).findFirst().orElse(null);
      if (fault != null) {
        faults.remove(fault);
        if (fault.status() == 0) {
          return;
        }
        header(exchange, "Retry-After", fault.retryAfter());
        header(exchange, "Location", fault.location());
        Replies.send(exchange, fault.status(), "text/html", "<html>".getBytes(UTF_8));
      } else if (path.startsWith("/v1.0/")) {
        graph(exchange, path.substring("/v1.0/".length()), token);
      } else {
        drive.serve(exchange, path, token);
      }
    }
  }

  private static void header(HttpExchange exchange, String name, String value) {
    if (!value.isEmpty()) {
      exchange.getResponseHeaders().set(name, value);
    }
  }

  private void graph(HttpExchange exchange, String raw, String token) throws IOException {
    String[] segments = raw.split("/", -1);
    String path = String.join("/", Arrays.stream(segments).map(FakeGraph::decoded).toList());
    if (!ours.test(token)) {
      Replies.error(exchange, 401, "InvalidAuthenticationToken");
    } else if (raw.matches(".*[;@ ].*") || Arrays.asList(segments).contains("")) {
      Replies.error(exchange, 400, "BadRequest");
    } else if (segments[0].equals("shares") && segments.length >= 3) {
      share(exchange, segments[1], segments.length == 4 && segments[3].equals("content"));
    } else {
      String scope =
          segments[0].equals("chats") ? "ChatMessage.Read.Chat" : "ChannelMessage.Read.Group";
      ArrayNode attachments = messages.get(path);
      String resource = decoded(segments[1]);
      if (!consents.contains(scope) && !consents.contains(scope + " " + resource)) {
        Replies.error(exchange, 403, "Forbidden");
      } else if (attachments == null) {
        Replies.error(exchange, 404, "NotFound");
      } else {
        var json = JSON.objectNode().put("id", segments[segments.length - 1]);
        json.set("attachments", attachments);
        Replies.json(exchange, 200, json);
      }
    }
  }

  private void share(HttpExchange exchange, String id, boolean content) throws IOException {
    String address;
    try {
      address = id.startsWith("u!") && !id.contains("=") ? address(id.substring(2)) : "";
    } catch (IllegalArgumentException e) {
      address = "";
    }
    Shared file = shared.get(decoded(address));
    if (address.isEmpty()) {
      Replies.error(exchange, 400, "invalidRequest");
    } else if (!consents.contains("Files.Read.All")) {
      Replies.error(exchange, 403, "accessDenied");
    } else if (file == null) {
      Replies.error(exchange, 404, "itemNotFound");
    } else if (content) {
      exchange.getResponseHeaders().set("Location", drive.address(url(), file.name()));
      Replies.send(exchange, 302, "text/plain", new byte[0]);
    } else {
      var json = JSON.objectNode().put("id", "1").put("name", file.name());
      Replies.json(exchange, 200, json.put("size", file.bytes().length));
    }
  }

  /// Only what is an address in every sign.
  private static String address(String base64) {
    String address = new String(Base64.getUrlDecoder().decode(base64), UTF_8);
    URI uri = URI.create(address);
    return "https".equals(uri.getScheme()) && uri.getRawFragment() == null ? address : "";
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  @Override
  public void close() {
    drive.close();
    server.stop(0);
  }
}
