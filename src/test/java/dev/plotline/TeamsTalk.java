package dev.plotline;

import static dev.plotline.teams.fake.Samples.ANN;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.FaultsIT.Trouble;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Threads;
import dev.plotline.teams.Access;
import dev.plotline.teams.TeamsBot;
import dev.plotline.teams.TeamsSettings;
import dev.plotline.teams.api.Registration;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.FakeLogin;
import dev.plotline.teams.fake.Fault;
import dev.plotline.teams.fake.Samples;
import dev.plotline.teams.verify.Hosts;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Talk in Teams, with tokens checked on both sides. An answer stands in one message; a second one
/// would be a surplus.
final class TeamsTalk implements Talk {
  private static final int TOKENS = 5_000;

  /// What may be in trouble.
  enum Scene {
    /// The answer takes the place of the steps, in a group chat.
    GROUP,
    /// The stream's end, in a personal chat.
    PERSONAL,
    /// The login, which is asked for each call.
    LOGIN
  }

  private final Scene scene;
  private final Wire toTeams = Wire.open();
  private final Wire toLogin = Wire.open();
  private final FakeIssuer issuer = FakeIssuer.start();
  private final FakeLogin login = FakeLogin.start();
  private final FakeConnector teams = FakeConnector.start(Clock.systemUTC());
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final List<String> threads = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private @Nullable TeamsBot bot;
  private @Nullable URI door;

  TeamsTalk(Scene scene) throws IOException {
    this.scene = scene;
    service = toTeams.to(teams.service()).url().resolve(teams.service().getPath());
    toLogin.to(login.url());
    if (scene == Scene.LOGIN) {
      // None lasts: each call asks for a new one.
      login.life(10);
    }
    for (int i = 1; i < TOKENS; i++) {
      teams.accept("token-" + i);
    }
    var ann = JsonNodeFactory.instance.objectNode();
    ann.put("id", "29:" + ANN).put("aadObjectId", ANN).put("name", "Ann Ash");
    teams.member("29:" + ANN, ann.put("userRole", "user").put("tenantId", Samples.TENANT));
  }

  @Override
  public Chat chat(Memory memory) {
    return bot(memory).chat();
  }

  private TeamsBot bot(Memory memory) {
    TeamsBot there = bot;
    if (there == null) {
      there = TeamsBot.of(settings(), memory.trails(), memory.store(), Clock.systemUTC());
      bot = there;
    }
    return there;
  }

  private TeamsSettings settings() {
    var secret = new Registration.Credential.Secret("secret");
    return new TeamsSettings(
        new Registration(Samples.APP, Samples.TENANT, secret, toLogin.url()),
        new TeamsSettings.Trust(
            new Hosts(Set.of("127.0.0.1")), Set.of(Samples.TENANT), issuer.metadata()),
        URI.create("http://127.0.0.1:9/v1.0/"),
        new Access(Set.of(), Set.of(), Set.of(), false),
        true);
  }

  @Override
  public void serve(WebServer.Builder web, Memory memory, Turns turns, Threads known) {
    var whole = new Bot(memory.inbox(), turns, known, () -> "All is well.");
    web.servlet("/api/messages", bot(memory).serve(whole));
  }

  @Override
  public void begin(URI web) {
    door = web.resolve("/api/messages");
  }

  @Override
  public String begin(String text) {
    boolean personal = scene == Scene.PERSONAL;
    String thread = personal ? "a:" + UUID.randomUUID() : "19:" + UUID.randomUUID() + "@thread.v2";
    if (personal) {
      teams.personal(thread);
    }
    threads.add(thread);
    reply(thread, text);
    return thread;
  }

  @Override
  public void reply(String thread, String text) {
    String kind = scene == Scene.PERSONAL ? "personal" : "groupChat";
    ObjectNode said = Samples.activity("message", kind, thread).put("text", text);
    Samples.mentioning(said).put("serviceUrl", service.toString());
    var request =
        HttpRequest.newBuilder(door)
            .header("Authorization", issuer.bearer(Samples.APP, service.toString()))
            .POST(BodyPublishers.ofString(said.toString()))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new AssertionError("the bot answers " + status);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String answer(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      for (FakeConnector.Post post : answers()) {
        taken.add(post.id());
        return post.activity().toString();
      }
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    }
    return "(no answer)";
  }

  /// Those that nobody has taken.
  private List<FakeConnector.Post> answers() {
    return threads.stream()
        .flatMap(thread -> teams.thread(thread).stream())
        .filter(post -> post.activity().toString().contains("Made by"))
        .filter(post -> !taken.contains(post.id()))
        .toList();
  }

  @Override
  public int surplus() {
    return answers().size();
  }

  @Override
  public Wire wire() {
    return scene == Scene.LOGIN ? toLogin : toTeams;
  }

  @Override
  public String call() {
    return switch (scene) {
      case GROUP -> "PUT /";
      case PERSONAL -> "\"final\"";
      case LOGIN -> "POST /";
    };
  }

  @Override
  public void fail(Trouble trouble) {
    int status =
        switch (trouble) {
          case ERROR_500 -> 500;
          case ERROR_503 -> 503;
          default -> 429;
        };
    switch (scene) {
      case GROUP -> teams.fail("PUT", fault(status));
      case PERSONAL -> teams.fail(FakeConnector.LAST, fault(status));
      case LOGIN -> login.fail(status);
    }
  }

  private static Fault fault(int status) {
    return status == 429 ? Fault.limited("1") : Fault.status(status);
  }

  @Override
  public List<Wire> wires() {
    return List.of(toTeams, toLogin);
  }

  @Override
  public void stop() {
    if (bot != null) {
      bot.close();
    }
  }

  @Override
  public void close() {
    http.close();
    teams.close();
    login.close();
    issuer.close();
  }
}
