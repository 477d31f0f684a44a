package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// A file host: gives and takes bytes for addresses that were signed beforehand, and refuses
/// whoever brings a token.
public final class FakeDrive {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
  private static final int UNIT = 320 * 1024;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final Map<String, String> teams = new ConcurrentHashMap<>();
  private volatile String type = "application/octet-stream";
  private volatile int cut;
  private volatile boolean packed;
  private final Map<String, Long> more = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Puts a file there.
  public void put(String name, byte[] bytes) {
    files.put(name, bytes);
  }

  /// Answers files as this type from now on.
  public void type(String now) {
    type = now;
  }

  /// Breaks off before the last bytes of each file from now on.
  public void breakOff(int before) {
    cut = before;
  }

  /// A team and its group.
  public void team(String id, String group) {
    teams.put(id, group);
  }

  /// Gives files packed by gzip, as a transfer may be, from now on.
  public void pack() {
    packed = true;
  }

  /// Announces so many more bytes for a file, and is in no hurry to give them.
  public void dawdle(String name, long bytes) {
    more.put(name, bytes);
  }

  /// Gives up what it is in no hurry to give.
  void close() {
    closed.countDown();
  }

  /// The address of a file.
  public String address(URI server, String name) {
    String encoded = URLEncoder.encode(name, UTF_8).replace("+", "%20");
    return server + "/download/" + encoded + "?tempauth=t";
  }

  /// What was uploaded into a session so far.
  public byte[] uploaded(String session) {
    ByteArrayOutputStream bytes = uploads.get(session);
    return bytes == null ? new byte[0] : bytes.toByteArray();
  }

  void serve(HttpExchange exchange, String path, String token) throws IOException {
    String[] parts = path.split("/", -1);
    String name = URLDecoder.decode(parts[parts.length - 1].replace("+", "%2B"), UTF_8);
    if (path.startsWith("/v3/teams/") && token.equals(FakeGraph.CONNECTOR_TOKEN)) {
      team(exchange, name);
    } else if (parts[1].equals("v3")) {
      pasted(exchange, token);
    } else if (!token.isEmpty()) {
      Replies.error(exchange, 401, "unauthenticated");
    } else if (parts[1].equals("upload")) {
      upload(exchange, name);
    } else if (!files.containsKey(name)) {
      Replies.error(exchange, 404, "itemNotFound");
    } else {
      give(exchange, files.getOrDefault(name, new byte[0]), more.getOrDefault(name, 0L));
    }
  }

  private void give(HttpExchange exchange, byte[] bytes, long after) throws IOException {
    if (packed) {
      var gzip = new ByteArrayOutputStream();
      try (var out = new GZIPOutputStream(gzip)) {
        out.write(bytes);
      }
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      Replies.send(exchange, 200, type, gzip.toByteArray());
      return;
    }
    if (cut == 0 && after == 0) {
      Replies.send(exchange, 200, type, bytes);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length + after);
    exchange.getResponseBody().write(bytes, 0, bytes.length - cut);
    exchange.getResponseBody().flush();
    if (after > 0) {
      try {
        closed.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// As the connector does, whose place this has in some tests.
  private void team(HttpExchange exchange, String id) throws IOException {
    String group = teams.get(id);
    if (group == null) {
      Replies.error(exchange, 403, "BotNotInTeamRoster");
    } else {
      Replies.json(exchange, 200, JsonNodeFactory.instance.objectNode().put("aadGroupId", group));
    }
  }

  private void pasted(HttpExchange exchange, String token) throws IOException {
    if (token.equals(FakeGraph.CONNECTOR_TOKEN)) {
      Replies.send(exchange, 200, "image/png", "PNG".getBytes(UTF_8));
    } else {
      Replies.error(exchange, 401, "Unauthorized");
    }
  }

  private void upload(HttpExchange exchange, String session) throws IOException {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Range"));
    byte[] piece = exchange.getRequestBody().readAllBytes();
    Matcher range = RANGE.matcher(header);
    if (!exchange.getRequestMethod().equals("PUT") || !range.matches()) {
      Replies.error(exchange, 400, "invalidRequest");
      return;
    }
    var bytes = uploads.computeIfAbsent(session, _ -> new ByteArrayOutputStream());
    long from = Long.parseLong(range.group(1));
    long to = Long.parseLong(range.group(2));
    long size = Long.parseLong(range.group(3));
    boolean last = to == size - 1;
    if (from != bytes.size()) {
      Replies.error(exchange, 416, "invalidRange");
    } else if (piece.length != to - from + 1 || (!last && piece.length % UNIT != 0)) {
      Replies.error(exchange, 400, "fragmentLengthMismatch");
    } else {
      bytes.write(piece);
      var json = JsonNodeFactory.instance.objectNode().put("id", session);
      Replies.json(exchange, last ? 201 : 202, json);
    }
  }
}
