package dev.plotline;

import static dev.plotline.teams.fake.Samples.ANN;
import static dev.plotline.teams.fake.Samples.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeGraph;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.FakeLogin;
import dev.plotline.teams.fake.Samples;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// An organisation with Teams, of fakes, and the whole bot in it: tokens checked, real code. Ann is
/// a member of it, Ben a guest.
final class Organisation implements AutoCloseable {
  final FakeIssuer issuer = FakeIssuer.start();
  final FakeLogin login = FakeLogin.start();
  final FakeConnector connector = FakeConnector.start(Clock.systemUTC());
  final FakeGraph graph = FakeGraph.start(this::isGraphs);
  final HttpClient http = HttpClient.newHttpClient();
  final App app;

  /// @param more settings beside those it needs
  Organisation(Path home, Map<String, String> more) throws IOException {
    for (int i = 1; i < 20; i++) {
      connector.accept("token-" + i);
    }
    connector.personal(Samples.PERSONAL);
    member(ANN, "user");
    member(BEN, "guest");
    var all = new HashMap<>(more);
    all.put("PLOTLINE_HOME", home.resolve("home").toString());
    all.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    all.put("MICROSOFT_APP_ID", Samples.APP);
    all.put("MICROSOFT_APP_PASSWORD", "secret");
    all.put("MICROSOFT_APP_TENANT_ID", Samples.TENANT);
    all.put("MICROSOFT_LOGIN_URL", login.url().toString());
    all.put("MICROSOFT_OPENID_URL", issuer.metadata().toString());
    all.put("MICROSOFT_GRAPH_URL", graph.api().toString());
    all.put("TEAMS_HOSTS", "127.0.0.1");
    app = App.start(Settings.of(all), new App.Ports(0, 0, true));
  }

  private void member(String user, String role) {
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

  /// Whether a token is for Graph.
  boolean isGraphs(String token) {
    return login.isFor(token, "https://graph.microsoft.com");
  }

  /// Sends what Teams would send, with its token.
  HttpResponse<String> send(ObjectNode activity) throws Exception {
    String service = connector.service().toString();
    activity.put("serviceUrl", service);
    return send(issuer.bearer(Samples.APP, service), activity);
  }

  /// The same with another token.
  HttpResponse<String> send(String token, ObjectNode activity) throws Exception {
    return http.send(
        HttpRequest.newBuilder(app.web().resolve("/api/messages"))
            .header("Authorization", token)
            .POST(BodyPublishers.ofString(activity.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  /// The same for what must be taken.
  void say(ObjectNode activity) throws Exception {
    assertThat(send(activity).statusCode()).isEqualTo(200);
  }

  /// Waits for something in a conversation and gives what came last of it.
  Call shown(String conversation, String text) {
    return connector
        .await(1, in(conversation).and(call -> call.body().toString().contains(text)))
        .getLast();
  }

  /// Waits for an answer in a conversation: the message that has the buttons.
  JsonNode answer(String conversation) {
    return shown(conversation, "plotline-code").body();
  }

  /// What got into a conversation.
  static Predicate<Call> in(String conversation) {
    return call -> call.conversation().equals(conversation) && call.status() < 300;
  }

  @Override
  public void close() {
    app.close();
    http.close();
    graph.close();
    connector.close();
    login.close();
    issuer.close();
  }
}
