package dev.plotline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Agent;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.file.Workspace;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.code.Options;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import dev.plotline.web.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// A bot in a process of its own that a test may kill: a chat platform and a store in the test's
/// process, the code interpreter in this one, so that sessions die with it.
public final class CrashMain {
  /// Said instead of a message's words: it was deleted.
  static final String DELETED = "(deleted)";

  private CrashMain() {}

  /// Prints where it takes messages.
  ///
  /// @param arguments the store's address, access key, secret key and bucket, the home folder, the
  ///   platform's address
  public static void main(String[] arguments) throws Exception {
    var files = new AwsEndpoint.At(URI.create(arguments[0]), arguments[1], arguments[2]);
    Path home = Path.of(arguments[4]);
    var clock = Clock.systemUTC();
    var code = LocalInterpreter.start(Options.of(home.resolve("code"), LocalStack.python()));
    var at = new AwsEndpoint.At(code.url(), code.accessKey(), code.secretKey());
    var clients =
        new AwsClients(new AwsSettings("us-east-1", new AwsEndpoint.Default(), at, files, true));
    var store = new S3Files(clients, arguments[3]);
    var beat = new Memory.Beat(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    var memory = Memory.open(store, home, beat, clock);
    Function<ThreadKey, Workspace> workspaces =
        thread -> new Workspace(store, thread, Duration.ofHours(1), clock);
    var sandboxes =
        new Sandboxes(
            new CodeInterpreter(clients, "aws.codeinterpreter.v1", 100, clock),
            workspaces,
            new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
            Duration.ofMinutes(15),
            clock,
            memory.records());
    var chat = new PostingChat(URI.create(arguments[5]), memory.trails());
    var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
    Map<String, Chat> chats = Map.of(chat.platform(), chat);
    var kept = new Turn.Kept(sandboxes, workspaces, memory.records());
    var turn =
        new Turn(
            chats,
            new Agent(new ObedientModel(), limits, clock),
            kept,
            new Turn.Rules("obedient", "", "", 1_000_000, Duration.ofMinutes(1), false),
            clock);
    var turns = memory.turns(turn);
    var threads = new KnownThreads(turns, chats, kept, memory.store(), memory.inbox(), clock);
    memory.begin(turn, turns, threads, beat, Duration.ofDays(1));
    WebServer web = WebServer.onLoopback().servlet("/events", new Events(memory, threads)).start();
    System.out.println("listening " + web.url());
    System.out.flush();
    new CountDownLatch(1).await();
  }

  /// The platform's deliveries: 200 when a message is safe, 503 when it is not.
  private static final class Events extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Memory memory;
    private final transient Threads threads;

    Events(Memory memory, Threads threads) {
      this.memory = memory;
      this.threads = threads;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      JsonNode event = new ObjectMapper().readTree(request.getInputStream());
      var thread = new ThreadKey(PostingChat.PLATFORM, "T", event.path("thread").asText());
      String id = event.path("id").asText();
      var message =
          new Message(
              thread,
              id,
              new Person("U1", "Ann", ZoneOffset.UTC, Locale.ENGLISH),
              event.path("text").asText(),
              List.of(),
              Instant.now());
      try {
        if (event.path("text").asText().equals(DELETED)) {
          threads.forgetMessage(thread, id);
        } else {
          memory.inbox().accept(message);
        }
      } catch (RuntimeException e) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      }
    }
  }
}
