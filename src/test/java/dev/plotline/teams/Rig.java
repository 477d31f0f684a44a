package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Bot;
import dev.plotline.chat.FakeThreads;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.MapFiles;
import dev.plotline.teams.api.Registration;
import dev.plotline.teams.api.Registration.Credential.Secret;
import dev.plotline.teams.api.Tokens;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.Samples;
import dev.plotline.teams.graph.AskedBefore;
import dev.plotline.teams.verify.Hosts;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The inbound half with its door, tokens checked, between a test that sends and lanes whose turns
/// only note the message.
final class Rig implements AutoCloseable {
  static final Access OPEN = new Access(Set.of(), Set.of(), Set.of(Samples.BEN), false);

  final FakeIssuer issuer = FakeIssuer.start();
  final FakeSender sender = new FakeSender();
  final FakeThreads threads = new FakeThreads();
  final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  volatile CountDownLatch held = new CountDownLatch(0);
  private final Turns turns =
      new Turns(message -> new Turns.Answer.Posted(() -> turn(message)), (_, _) -> {});
  final FakeTrails trails = new FakeTrails();
  private final MapFiles store = new MapFiles(Clock.systemUTC());
  private final TeamsBot bot;
  private final WebServer web;
  private final HttpClient http = HttpClient.newHttpClient();

  Rig() {
    this(OPEN);
  }

  Rig(Access access) {
    this(access, null);
  }

  /// @param inbox in place of the lanes
  Rig(Access access, @Nullable Inbox inbox) {
    this(access, inbox, 200);
  }

  /// @param keys the status that the issuer answers with from the start: the bot has the keys
  ///   loaded as soon as it serves
  Rig(Access access, @Nullable Inbox inbox, int keys) {
    issuer.answer(keys);
    var hosts = new Hosts(Set.of("smba.trafficmanager.net"));
    URI nowhere = URI.create("https://nowhere.invalid/");
    var app = new Registration(Samples.APP, Samples.TENANT, new Secret("secret"), nowhere);
    var trust = new TeamsSettings.Trust(hosts, Set.of(Samples.TENANT), issuer.metadata());
    var settings = new TeamsSettings(app, trust, nowhere, access, true);
    bot = new TeamsBot(settings, sender, Tokens.none(), trails, store, Clock.systemUTC());
    var servlet = bot.serve(new Bot(inbox == null ? turns : inbox, turns, threads, () -> ""));
    web = WebServer.onLoopback().servlet("/api/messages", servlet).start();
  }

  private void turn(Message message) {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    messages.add(message);
  }

  /// A message in the personal chat that brings the file for a question asked elsewhere.
  ///
  /// @param id of the question
  ObjectNode asked(String thread, String id) {
    var ann = new Person(Samples.ANN, "Ann Ash", ZoneOffset.UTC, Locale.ENGLISH);
    var where = new ThreadKey(TeamsBot.PLATFORM, Samples.TENANT, thread);
    var question = new Message(where, id, ann, "Sum?", List.of(), Instant.now());
    var said = Samples.personal(AskedBefore.remember(store, question));
    var file = said.withArray("attachments").addObject().put("name", "sales.csv");
    file.put("contentType", "application/vnd.microsoft.teams.file.download.info");
    file.putObject("content").put("downloadUrl", "https://x.sharepoint.com/sales.csv?tempauth=1");
    return said;
  }

  /// What the chat asks before a turn.
  Admission admission() {
    return bot.admission();
  }

  /// The next message whose turn began.
  Message next() {
    return FakeSender.next(messages);
  }

  /// Sends an activity with the right token.
  HttpResponse<String> send(ObjectNode activity) {
    String service = activity.path("serviceUrl").asText();
    return send(issuer.bearer(Samples.APP, service), activity.toString());
  }

  /// Sends an invoke; its answer.
  JsonNode press(ObjectNode invoke) {
    try {
      return new ObjectMapper().readTree(send(invoke).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends anything.
  HttpResponse<String> send(String authorization, String body) {
    return send(
        request().header("Authorization", authorization).POST(BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request() {
    return HttpRequest.newBuilder(web.url().resolve("/api/messages"))
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    held.countDown();
    http.close();
    web.close();
    turns.close();
    bot.close();
    issuer.close();
  }
}
