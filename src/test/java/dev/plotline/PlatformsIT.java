package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.cli.Trouble;
import dev.plotline.local.slack.LocalSlack;
import dev.plotline.local.slack.Options;
import dev.plotline.local.slack.Workplace;
import dev.plotline.local.slack.world.World;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeLogin;
import dev.plotline.teams.fake.Samples;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several platforms at once, and a local client of Teams that sends no tokens.
class PlatformsIT {
  @TempDir private Path home;
  private final FakeLogin login = FakeLogin.start();
  private final FakeConnector connector = FakeConnector.start(Clock.systemUTC());
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    connector.close();
    login.close();
  }

  private Map<String, String> local() throws Exception {
    var all = new HashMap<String, String>();
    all.put("PLOTLINE_HOME", home.resolve("home").toString());
    all.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    all.put("TEAMS_VERIFY", "off");
    return all;
  }

  private void registered(Map<String, String> all) {
    all.put("MICROSOFT_APP_ID", Samples.APP);
    all.put("MICROSOFT_APP_PASSWORD", "secret");
    all.put("MICROSOFT_APP_TENANT_ID", Samples.TENANT);
    all.put("MICROSOFT_LOGIN_URL", login.url().toString());
    connector.accept("token-1");
    connector.member(
        "29:" + Samples.ANN,
        JsonNodeFactory.instance.objectNode().put("name", "Ann").put("userRole", "user"));
  }

  private int send(App app, String header, String value) throws Exception {
    ObjectNode said = Samples.personal("help").put("channelId", "emulator");
    said.put("serviceUrl", connector.service().toString()).remove("channelData");
    said.withObject("/conversation").remove(List.of("conversationType", "tenantId"));
    return http.send(
            HttpRequest.newBuilder(app.web().resolve("/api/messages"))
                .header(header, value)
                .POST(BodyPublishers.ofString(said.toString()))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void slackAndTeamsAreAnsweredByOneBot() throws Exception {
    var all = local();
    registered(all);
    try (var slack = LocalSlack.start(Options.in(home.resolve("slack")).withoutRates())) {
      all.put("SLACK_BOT_TOKEN", slack.app().botToken());
      all.put("SLACK_SIGNING_SECRET", slack.app().signingSecret());
      all.put("SLACK_API_URL", slack.apiUrl().toString());
      try (App app = App.start(Settings.of(all), new App.Ports(0, 0, true))) {
        slack.tell(app.web().resolve("/slack/events"));
        slack.people().say(Workplace.ANN, Workplace.SALES, "<@" + World.BOT + "> help");
        assertThat(send(app, "Accept", "*/*")).isEqualTo(200);
        slack.journal().awaitDone(1, "chat.postEphemeral");
        connector.await(1, call -> call.body().toString().contains("Ask me a question"));
        assertThat(app.rows()).extracting(row -> row.get("name")).contains("teams");
      }
    }
  }

  @Test
  void aLocalClientNeedsNoTokenButWebPagesStayOut() throws Exception {
    var all = local();
    registered(all);
    try (App app = App.start(Settings.of(all), new App.Ports(0, 0, true))) {
      assertThat(app.web().getHost()).isEqualTo("127.0.0.1");
      assertThat(send(app, "Origin", "https://evil.example")).isEqualTo(403);
      assertThat(connector.calls()).isEmpty();
      assertThat(send(app, "Accept", "*/*")).isEqualTo(200);
      connector.await(1, call -> call.body().toString().contains("Ask me a question"));
    }
  }

  @Test
  void withoutTokensNothingListensForOthers() throws Exception {
    var all = local();
    all.put("PLOTLINE_BIND", "0.0.0.0");
    assertThatThrownBy(() -> App.start(Settings.of(all), new App.Ports(0, 0, true)))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("TEAMS_VERIFY");
  }
}
