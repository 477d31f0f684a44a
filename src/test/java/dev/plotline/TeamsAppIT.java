package dev.plotline;

import static dev.plotline.teams.fake.Samples.ANN;
import static dev.plotline.teams.fake.Samples.GROUP;
import static dev.plotline.teams.fake.Samples.PERSONAL;
import static dev.plotline.teams.fake.Samples.ROOT;
import static dev.plotline.teams.fake.Samples.mentioning;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.model.Answer;
import dev.plotline.local.model.LocalModel;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.FakeLogin;
import dev.plotline.teams.fake.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot behind Teams: tokens checked, real code, real charts.
class TeamsAppIT {
  private static final String SALES =
      "Analyze the following sales data: Product A: [100, 120, 95, 140, 160, 180, 200], Product B:"
          + " [80, 85, 90, 95, 100, 105, 110], Product C: [200, 180, 220, 190, 240, 260, 280]."
          + " Please visualize the sales trends and calculate growth rates.";

  @TempDir private static Path home;
  private static FakeIssuer issuer;
  private static FakeLogin login;
  private static FakeConnector connector;
  private static HttpClient http;
  private static App app;

  @BeforeAll
  static void start() throws IOException {
    issuer = FakeIssuer.start();
    login = FakeLogin.start();
    connector = FakeConnector.start(Clock.systemUTC());
    for (int i = 1; i < 20; i++) {
      connector.accept("token-" + i);
    }
    connector.personal(PERSONAL);
    member(ANN, "user");
    member(Samples.BEN, "guest");
    http = HttpClient.newHttpClient();
    app = App.start(settings(), new App.Ports(0, 0, true));
  }

  @AfterAll
  static void stop() {
    app.close();
    http.close();
    connector.close();
    login.close();
    issuer.close();
  }

  private static void member(String user, String role) {
    connector.member(
        "29:" + user,
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "29:" + user)
            .put("aadObjectId", user)
            .put("name", "Ann Ash")
            .put("userRole", role)
            .put("tenantId", Samples.TENANT));
  }

  private static Settings settings() throws IOException {
    var all = new HashMap<String, String>();
    all.put("PLOTLINE_HOME", home.resolve("home").toString());
    all.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    all.put("MICROSOFT_APP_ID", Samples.APP);
    all.put("MICROSOFT_APP_PASSWORD", "secret");
    all.put("MICROSOFT_APP_TENANT_ID", Samples.TENANT);
    all.put("MICROSOFT_LOGIN_URL", login.url().toString());
    all.put("MICROSOFT_OPENID_URL", issuer.metadata().toString());
    all.put("MICROSOFT_GRAPH_URL", "http://127.0.0.1:9/v1.0/");
    all.put("TEAMS_HOSTS", "127.0.0.1");
    return Settings.of(all);
  }

  private static HttpResponse<String> send(ObjectNode activity) throws Exception {
    String service = connector.service().toString();
    activity.put("serviceUrl", service);
    return send(issuer.bearer(Samples.APP, service), activity);
  }

  private static HttpResponse<String> send(String token, ObjectNode activity) throws Exception {
    return http.send(
        HttpRequest.newBuilder(app.web().resolve("/api/messages"))
            .header("Authorization", token)
            .POST(BodyPublishers.ofString(activity.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private static void say(ObjectNode activity) throws Exception {
    assertThat(send(activity).statusCode()).isEqualTo(200);
  }

  /// The answer to what was said: the message that has the buttons.
  private static JsonNode answer(String conversation, int number) {
    return connector
        .await(
            number, in(conversation).and(call -> call.body().toString().contains("plotline-code")))
        .getLast()
        .body();
  }

  private static Predicate<Call> in(String conversation) {
    return call -> call.conversation().equals(conversation) && call.status() < 300;
  }

  private static void press(String scope, String conversation, JsonNode answer, String verb)
      throws Exception {
    for (JsonNode action : answer.findParents("verb")) {
      if (action.path("verb").asText().equals(verb)) {
        String about = action.at("/data/about").asText();
        HttpResponse<String> response = send(Samples.press(scope, conversation, verb, about));
        assertThat(new ObjectMapper().readTree(response.body()).path("statusCode").asInt())
            .isEqualTo(200);
        return;
      }
    }
    throw new AssertionError("no button " + verb + " in " + answer);
  }

  @Test
  void aQuestionInAPersonalChatHasItsChartItsCodeAndNewLinks() throws Exception {
    say(Samples.personal(SALES));
    JsonNode answer = answer(PERSONAL, 1);
    assertThat(answer.toString()).contains("37.5").contains("Figure 1").contains("?X-Amz-");
    Call chart =
        connector
            .await(1, in(PERSONAL).and(call -> call.body().toString().contains("image/png")))
            .getFirst();
    assertThat(chart.body().toString()).contains("base64,iVBORw0KGgo");

    press("personal", PERSONAL, answer, "plotline-code");
    assertThat(
            connector
                .await(1, in(PERSONAL).and(call -> call.body().toString().contains("CodeBlock")))
                .getFirst()
                .body()
                .findValuesAsText("codeSnippet"))
        .anyMatch(code -> code.contains("import"));
    press("personal", PERSONAL, answer, "plotline-links");
    JsonNode links =
        connector
            .await(1, in(PERSONAL).and(call -> call.body().toString().contains("New links")))
            .getLast()
            .body();
    HttpResponse<byte[]> opened =
        http.send(
            HttpRequest.newBuilder(URI.create(links.findValuesAsText("url").getFirst())).build(),
            BodyHandlers.ofByteArray());
    assertThat(opened.statusCode()).isEqualTo(200);
  }

  @Test
  void aGroupChatAndAChannelAreAnsweredWhereTheyAsked() throws Exception {
    say(mentioning(Samples.group("Sales: A 3, 5, 8; B 4, 4, 6. Draw them as a line chart.")));
    say(mentioning(Samples.channel("Costs: X 1, 2, 3; Y 9, 8, 7. Draw them as a line chart.")));
    assertThat(answer(GROUP, 1).toString()).contains("Figure 1");
    assertThat(answer(ROOT, 1).toString()).contains("Figure 1");

    say(Samples.channel("and the average?"));
    connector.await(2, in(ROOT).and(call -> call.body().toString().contains("feedbackLoop")));
  }

  @Test
  void aRepeatIsAnsweredOnceAndAForgeryNotAtAll() throws Exception {
    String where = "19:repeats@thread.v2";
    var said =
        mentioning(Samples.activity("message", "groupChat", where).put("text", "Sum of 3, 5, 8?"));
    say(said);
    say(said);
    var forged = mentioning(Samples.activity("message", "groupChat", where).put("text", "And 9?"));
    forged.put("serviceUrl", connector.service().toString());
    String token =
        FakeIssuer.bearer(
            FakeIssuer.header("RS256", "key-1"),
            FakeIssuer.claims(Samples.APP, connector.service().toString()),
            FakeIssuer.pair(2_048));
    assertThat(send(token, forged).statusCode()).isEqualTo(401);
    say(mentioning(Samples.activity("message", "groupChat", where).put("text", "Sum of 7, 1?")));
    // Turns of one chat run in order, so what comes twice would have come before.
    var answered = in(where).and(call -> call.body().toString().contains("feedbackLoop"));
    connector.await(2, answered);
    assertThat(connector.calls().stream().filter(answered)).hasSize(2);
  }

  @Test
  void stopEndsATurnAndWhoeverSaysItIsNotKeptWaiting() throws Exception {
    String where = "a:stopped";
    connector.personal(where);
    var reached = new CountDownLatch(1);
    var release = new CompletableFuture<Void>();
    LocalModel model = app.parts().standIn(LocalModel.class).orElseThrow();
    model.script(_ -> {
      reached.countDown();
      release.join();
      return Answer.text("Too late.");
    });
    try {
      say(Samples.activity("message", "personal", where).put("text", SALES));
      reached.await();
      assertThat(send(Samples.press("personal", where, "plotline-stop", "")).body())
          .contains("Stopping.");
      connector.await(1, in(where).and(call -> call.body().toString().contains("Stopped")));
    } finally {
      release.complete(null);
    }
  }

  @Test
  void aGuestIsRefused() throws Exception {
    String where = "19:guests@thread.v2";
    var said = Samples.activity("message", "groupChat", where).put("text", "May I?");
    say(Samples.from(mentioning(said), Samples.BEN, "Ben"));
    connector.await(1, in(where).and(call -> call.body().toString().contains("answer guests")));
  }

  @Test
  void theStatusNamesIt() {
    assertThat(app.rows())
        .anySatisfy(row ->
            assertThat(row)
                .containsEntry("name", "teams")
                .containsEntry("url", app.web() + "/api/messages"));
  }
}
