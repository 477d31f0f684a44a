package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The Bot Framework's connector for Teams: strict about tokens, sizes, rates and streams, with a
/// journal of all requests and faults to switch on. Any number of conversations.
public final class FakeConnector implements AutoCloseable {
  /// A token that it takes.
  public static final String TOKEN = "connector-token";

  /// In a method's place: the part that ends a stream.
  public static final String LAST = "the last part";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/emea/tenant-1/";

  private final HttpServer server;
  private final InstantSource clock;
  private final Limits limits;
  private final Streams streams;
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Map<String, String> teams = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> members = new ConcurrentHashMap<>();
  private final Map<String, Deque<Fault>> faults = new HashMap<>();
  private final Map<String, Post> posts = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// A message that is there.
  ///
  /// @param activity as it was sent last
  /// @param edits how often it was replaced
  public record Post(String conversation, String id, JsonNode activity, int edits) {
    /// The text.
    public String text() {
      return activity.path("text").asText();
    }
  }

  private FakeConnector(HttpServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
    this.limits = new Limits(clock);
    this.streams = new Streams(clock);
    tokens.add(TOKEN);
    server.createContext(BASE + "v3/conversations/", this::serve);
    server.createContext(BASE + "v3/teams/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// A connector that keeps the time of a clock.
  public static FakeConnector start(InstantSource clock) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new FakeConnector(HttpServer.create(address, 256), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The service address, with the tenant in it as Teams' own has it.
  public URI service() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + BASE);
  }

  /// Takes another token too.
  public void accept(String token) {
    tokens.add(token);
  }

  /// Takes no token any more that it took.
  public void acceptNone() {
    tokens.clear();
  }

  /// Makes a conversation one with a single person: streams are for those.
  public void personal(String conversation) {
    streams.personal(conversation);
  }

  /// Presses Teams' own stop button.
  public void stopStream(String conversation) {
    streams.cancel(conversation);
  }

  /// Whether a stream goes on in it.
  public boolean isStreaming(String conversation) {
    return streams.isOpen(conversation);
  }

  /// Somebody to be looked up.
  public void member(String id, ObjectNode person) {
    members.put(id, person);
  }

  /// A team and its group.
  public void team(String id, String group) {
    teams.put(id, group);
  }

  /// Lets the next requests with this method fail, one after another.
  public void fail(String method, Fault... next) {
    synchronized (faults) {
      faults.computeIfAbsent(method, _ -> new ArrayDeque<>()).addAll(List.of(next));
    }
  }

  /// Lets no more requests with this method fail.
  public void heal(String method) {
    synchronized (faults) {
      faults.remove(method);
    }
  }

  /// All requests so far, in the order of their coming.
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /// Those with one method.
  public List<Call> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /// Waits until so many requests fit, at most three.
  public List<Call> await(int count, Predicate<Call> fits) {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    synchronized (calls) {
      while (calls.stream().filter(fits).count() < count) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("not " + count + " such requests, but " + calls);
        }
        try {
          calls.wait(left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return calls.stream().filter(fits).toList();
    }
  }

  /// What people see in a conversation.
  public List<Post> thread(String conversation) {
    synchronized (posts) {
      return posts.values().stream()
          .filter(post -> post.conversation().equals(conversation))
          .toList();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String[] path = exchange.getRequestURI().getRawPath().substring(BASE.length()).split("/", -1);
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    JsonNode body = bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes);
    String conversation = decoded(path[2]);
    String id = path.length > 4 ? decoded(path[4]) : "";
    Fault fault = fault(exchange.getRequestMethod(), body);
    Answer answer =
        switch (fault) {
          case Fault.Refused(int status, Map<String, String> more, String text) ->
              new Answer(status, more, text);
          case Fault.Reset() -> new Answer(0, Map.of(), "");
          case Fault.ServedBut(int status) -> {
            answer(exchange, path, conversation, id, body, bytes.length);
            yield new Answer(status, Map.of(), "");
          }
          case Fault.ServedThenReset(), Fault.Silence() -> {
            answer(exchange, path, conversation, id, body, bytes.length);
            yield new Answer(0, Map.of(), "");
          }
          case null -> answer(exchange, path, conversation, id, body, bytes.length);
        };
    note(
        new Call(
            exchange.getRequestMethod(),
            conversation,
            id,
            body,
            headers,
            answer.status(),
            clock.instant()));
    send(exchange, answer, fault instanceof Fault.Silence);
  }

  private record Answer(int status, Map<String, String> headers, String body) {}

  private @Nullable Fault fault(String method, JsonNode body) {
    boolean last = Checks.stream(body).path("streamType").asText().equals("final");
    synchronized (faults) {
      var next = faults.get(last && faults.containsKey(LAST) ? LAST : method);
      return next == null ? null : next.poll();
    }
  }

  private void note(Call call) {
    synchronized (calls) {
      calls.add(call);
      calls.notifyAll();
    }
  }

  private void send(HttpExchange exchange, Answer answer, boolean silent) throws IOException {
    try (exchange) {
      if (silent) {
        closed.await(5, TimeUnit.MINUTES);
      }
      if (answer.status() == 0) {
        return;
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(
      HttpExchange exchange,
      String[] path,
      String conversation,
      String id,
      JsonNode body,
      int bytes) {
    try {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization == null
          || !authorization.startsWith("Bearer ")
          || !tokens.contains(authorization.substring("Bearer ".length()))) {
        throw new Refusal(401, "Unauthorized", "no token of ours");
      }
      if (path[1].equals("teams")) {
        return team(conversation);
      }
      if (path.length < 4 || path.length > 5) {
        throw new Refusal(404, "NotFound", "no such path");
      }
      limits.take(conversation);
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (!body.isNull() && (type == null || !type.startsWith("application/json"))) {
        throw new Refusal(415, "UnsupportedMediaType", "JSON is taken");
      }
      return switch (exchange.getRequestMethod() + " " + path[3] + " " + path.length) {
        case "POST activities 4" -> post(conversation, body, bytes);
        case "PUT activities 5" -> put(conversation, id, body, bytes);
        case "DELETE activities 5" -> delete(conversation, id);
        case "GET members 5" -> member(id);
        default -> throw new Refusal(405, "MethodNotAllowed", "no such operation");
      };
    } catch (Refusal e) {
      var error = JSON.createObjectNode();
      error.putObject("error").put("code", e.code).put("message", e.getMessage());
      Map<String, String> headers =
          e.retryAfter.isZero()
              ? Map.of()
              : Map.of("Retry-After", String.valueOf(e.retryAfter.toSeconds()));
      return new Answer(e.status, headers, error.toString());
    }
  }

  private Answer post(String conversation, JsonNode activity, int bytes) throws Refusal {
    Checks.activity(activity, conversation, bytes);
    String id = String.valueOf(1_700_000_000_000L + ids.incrementAndGet());
    boolean streamed = !Checks.stream(activity).isMissingNode();
    boolean begins = streamed && Checks.stream(activity).path("streamId").asText().isEmpty();
    if (streamed) {
      id = streams.take(conversation, activity, id);
      begun.add(id);
    }
    if (activity.path("type").asText().equals("message")) {
      synchronized (posts) {
        posts.put(id, new Post(conversation, id, activity, 0));
      }
    }
    boolean goesOn = streamed && !begins && activity.path("type").asText().equals("typing");
    return goesOn
        ? new Answer(202, Map.of(), "{}")
        : new Answer(201, Map.of(), "{\"id\":\"" + id + "\"}");
  }

  private Answer put(String conversation, String id, JsonNode activity, int bytes) throws Refusal {
    Checks.activity(activity, conversation, bytes);
    Checks.that(Checks.stream(activity).isMissingNode(), "an edit is no part of a stream");
    streams.edited(conversation, id);
    synchronized (posts) {
      Post before = posts.get(id);
      boolean there =
          before == null ? begun.contains(id) : before.conversation().equals(conversation);
      if (!there) {
        throw new Refusal(404, "ActivityNotFoundInConversation", "no such activity");
      }
      posts.put(id, new Post(conversation, id, activity, before == null ? 1 : before.edits() + 1));
    }
    return new Answer(200, Map.of(), "{\"id\":\"" + id + "\"}");
  }

  private Answer delete(String conversation, String id) throws Refusal {
    synchronized (posts) {
      Post before = posts.get(id);
      if (before == null || !before.conversation().equals(conversation)) {
        throw new Refusal(404, "ActivityNotFoundInConversation", "no such activity");
      }
      posts.remove(id);
    }
    return new Answer(200, Map.of(), "");
  }

  private Answer team(String id) throws Refusal {
    String group = teams.get(id);
    if (group == null) {
      throw new Refusal(403, "BotNotInTeamRoster", "the bot is not in this team");
    }
    var team = JSON.createObjectNode().put("id", id).put("name", "Sales").put("aadGroupId", group);
    return new Answer(200, Map.of(), team.toString());
  }

  private Answer member(String id) throws Refusal {
    JsonNode member = members.get(id);
    if (member == null) {
      throw new Refusal(404, "MemberNotFoundInConversation", "no such member");
    }
    return new Answer(200, Map.of(), member.toString());
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
