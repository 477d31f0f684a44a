package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.MapFiles;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.api.Tokens;
import dev.plotline.teams.fake.FakeGraph;
import dev.plotline.teams.fake.FakeTime;
import dev.plotline.teams.fake.MessageRules;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The files of Teams between a fake Graph and a sender that only notes what it is given.
final class Desk implements AutoCloseable {
  static final String CHAT = "19:a+b/c@thread.v2";
  static final String CHANNEL = "19:ch@thread.tacv2";
  static final String TEAM = "19:general@thread.tacv2";
  static final String GROUP = "0f6e5b8a-1111-4222-8333-123456789abc";
  static final String SITE = "https://contoso.sharepoint.com/sites/x/Shared Documents/";
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  final FakeGraph graph = FakeGraph.start();
  final MapFiles store = new MapFiles(Clock.fixed(NOW, ZoneOffset.UTC));
  final List<Duration> pauses = new ArrayList<>();
  final List<ObjectNode> posted = new ArrayList<>();
  final List<ObjectNode> updated = new ArrayList<>();
  volatile Consumer<ObjectNode> reader = _ -> {};
  volatile boolean deaf;
  volatile boolean tokenless;
  volatile String connectorToken = FakeGraph.CONNECTOR_TOKEN;
  FakeTime time = new FakeTime(NOW);
  TeamsFiles files = files(NOW);

  Desk() {
    graph.drive().team(TEAM, GROUP);
  }

  /// The files, as they are after a start at some time.
  TeamsFiles files(Instant now) {
    time = new FakeTime(now);
    return new TeamsFiles(graph.api(), tokens(), sender(), store, time, pauses::add);
  }

  private Tokens tokens() {
    return new Tokens() {
      @Override
      public String connector() {
        return connectorToken;
      }

      @Override
      public String graph(String tenant) throws IOException {
        if (tokenless || !tenant.equals("tenant")) {
          throw new IOException("AADSTS7000215");
        }
        return FakeGraph.GRAPH_TOKEN;
      }
    };
  }

  private Sender sender() {
    return new Sender() {
      @Override
      public String post(Conversation conversation, ObjectNode activity) throws ApiException {
        note("post", posted, activity);
        reader.accept(activity);
        return "posted-" + posted.size();
      }

      @Override
      public void update(Conversation conversation, String id, ObjectNode activity)
          throws ApiException {
        note("update", updated, activity);
      }

      @Override
      public void delete(Conversation conversation, String id) {}

      @Override
      public void typing(Conversation conversation) {}

      @Override
      public JsonNode member(Conversation conversation, String user) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }

  private void note(String operation, List<ObjectNode> notes, ObjectNode activity)
      throws ApiException {
    if (deaf) {
      throw new ApiException(operation, 403, "BotNotInConversationRoster", "", false);
    }
    if (!MessageRules.problems(activity).isEmpty()) {
      throw new ApiException(operation, 400, MessageRules.problems(activity).toString(), "", false);
    }
    notes.add(activity);
  }

  /// What Ann said in a group chat.
  Message inChat(String id, String text, FileRef... files) {
    return message(at(Scope.GROUP, CHAT, id, graph.url()), text, files);
  }

  /// What Ann said in a channel, in the thread of a root.
  Message inChannel(String root, String id, String text, FileRef... files) {
    String place = CHANNEL + ";messageid=" + root;
    return message(at(Scope.CHANNEL, place, id, graph.url()), text, files);
  }

  /// What Ann said to the bot alone.
  Message alone(String id, String text, FileRef... files) {
    return message(at(Scope.PERSONAL, "a:1", id, graph.url()), text, files);
  }

  static Conversation at(Scope scope, String place, String id, URI service) {
    boolean channel = scope == Scope.CHANNEL;
    return new Conversation(
        "tenant",
        service,
        place,
        scope,
        "28:app",
        id,
        channel ? TEAM : null,
        channel ? CHANNEL : null,
        "29:ann");
  }

  static Message message(Conversation at, String text, FileRef... files) {
    return new Message(
        new ThreadKey("teams", "tenant", at.id()),
        at.activity(),
        new Person("ann", "Ann", ZoneOffset.ofHours(9), Locale.JAPAN),
        text,
        List.of(files),
        NOW,
        at.json());
  }

  /// Files as an activity with these attachments names them.
  static List<FileRef> named(String attachments) {
    try {
      return TeamsFiles.of(
          new ObjectMapper().readTree("{\"attachments\":" + attachments.replace('\'', '"') + "}"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A file in a personal chat, as its activity names it.
  FileRef personal(String name, byte[] bytes) {
    graph.drive().put(name, bytes);
    return signed(name, graph.drive().address(graph.url(), name));
  }

  static FileRef signed(String name, String address) {
    var content = new ObjectMapper().createObjectNode();
    var attachment = content.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.teams.file.download.info");
    attachment.put("name", name).putObject("content").put("downloadUrl", address);
    return TeamsFiles.of(content).getFirst();
  }

  String read(Message message, FileRef file) throws IOException {
    try (var in = files.open(message, file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    files.close();
    graph.close();
  }
}
