package dev.plotline;

import static dev.plotline.teams.fake.Samples.ANN;
import static dev.plotline.teams.fake.Samples.GROUP;
import static dev.plotline.teams.fake.Samples.PERSONAL;
import static dev.plotline.teams.fake.Samples.mentioning;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.model.Fault;
import dev.plotline.local.model.LocalModel;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.FakeLogin;
import dev.plotline.teams.fake.Samples;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people in Teams see of a bot that ends and of the one that follows; the process is real.
class TeamsShutdownIT {
  @TempDir Path home;
  private final FakeIssuer issuer = FakeIssuer.start();
  private final FakeLogin login = FakeLogin.start();
  private final FakeConnector connector = FakeConnector.start(Clock.systemUTC());
  private final HttpClient http = HttpClient.newHttpClient();
  private LocalFiles files;
  private LocalModel model;

  @BeforeEach
  void start() throws Exception {
    files = LocalFiles.start(home.resolve("files"), 0);
    var keyed = dev.plotline.local.model.Options.of();
    model = LocalModel.start(keyed.withKeys(files.accessKey(), files.secretKey()));
    for (int i = 1; i < 20; i++) {
      connector.accept("token-" + i);
    }
    connector.personal(PERSONAL);
    connector.member(
        "29:" + ANN,
        JsonNodeFactory.instance.objectNode().put("id", "29:" + ANN).put("name", "Ann Ash"));
  }

  @AfterEach
  void stop() {
    model.close();
    files.close();
    http.close();
    connector.close();
    login.close();
    issuer.close();
  }

  private Map<String, String> settings() throws Exception {
    var settings = new HashMap<String, String>();
    settings.put("PORT", "0");
    settings.put("PLOTLINE_ADMIN_PORT", "0");
    settings.put("PLOTLINE_HOME", home.resolve("home").toString());
    settings.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    settings.put("PLOTLINE_LOCAL", "code");
    settings.put("MICROSOFT_APP_ID", Samples.APP);
    settings.put("MICROSOFT_APP_PASSWORD", "secret");
    settings.put("MICROSOFT_APP_TENANT_ID", Samples.TENANT);
    settings.put("MICROSOFT_LOGIN_URL", login.url().toString());
    settings.put("MICROSOFT_OPENID_URL", issuer.metadata().toString());
    settings.put("MICROSOFT_GRAPH_URL", "http://127.0.0.1:9/v1.0/");
    settings.put("TEAMS_HOSTS", "127.0.0.1");
    settings.put("S3_BUCKET", files.bucket());
    settings.put("AWS_REGION", "us-east-1");
    settings.put("AWS_ACCESS_KEY_ID", files.accessKey());
    settings.put("AWS_SECRET_ACCESS_KEY", files.secretKey());
    settings.put("AWS_ENDPOINT_URL_S3", files.url().toString());
    settings.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", model.url().toString());
    return settings;
  }

  private int say(Serving bot, ObjectNode activity) throws Exception {
    String service = connector.service().toString();
    activity.put("serviceUrl", service);
    var request =
        HttpRequest.newBuilder(bot.web().resolve("/api/messages"))
            .header("Authorization", issuer.bearer(Samples.APP, service))
            .POST(BodyPublishers.ofString(activity.toString()));
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private void awaitIn(String conversation, String text) {
    connector.await(
        1, call -> call.conversation().equals(conversation) && served(call) && has(call, text));
  }

  private static boolean served(Call call) {
    return call.status() >= 200 && call.status() < 300;
  }

  private static boolean has(Call call, String text) {
    return call.body().toString().contains(text);
  }

  @Test
  void whatAnEndingBotLeavesIsTakenUpByTheNextWhereItStands() throws Exception {
    var held = new CompletableFuture<Void>();
    model.fail(new Fault.Held(held));
    model.fail(new Fault.Held(held));
    try {
      try (var bot = Serving.start(settings(), home.resolve("first.log"))) {
        assertThat(say(bot, Samples.personal("Sum of 3, 5, 8?"))).isEqualTo(200);
        assertThat(say(bot, mentioning(Samples.group("Sum of 7, 1?")))).isEqualTo(200);
        awaitIn(PERSONAL, "Thinking");
        awaitIn(GROUP, "Thinking");

        bot.terminate();
        bot.await("/readyz", ready -> ready.statusCode() == 503);
        // Teams comes again: 503, or nobody there when it has ended meanwhile.
        assertThat(say(bot, mentioning(Samples.group("Too late?")))).isNotEqualTo(200);
        bot.awaitEnd(List.of());
      }
      assertThat(connector.isStreaming(PERSONAL)).isTrue();
      assertThat(connector.thread(GROUP)).hasSize(1);
      held.complete(null);
      try (var _ = Serving.start(settings(), home.resolve("next.log"))) {
        for (String where : List.of(PERSONAL, GROUP)) {
          awaitIn(where, "Plotline was restarted");
          awaitIn(where, "feedbackLoop");
          assertThat(connector.thread(where)).hasSize(1);
          assertThat(connector.thread(where).getFirst().activity().toString())
              .contains("AIGeneratedContent")
              .doesNotContain("plotline-stop");
        }
      }
    } finally {
      held.complete(null);
    }
  }
}
