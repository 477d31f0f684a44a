package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The whole in this process: which of its two ports answers what.
class AppIT {
  private static final String UNISOLATED = "Code runs without isolation (PLOTLINE_SANDBOX=none)";

  @TempDir Path home;

  @Test
  void programsAreServedOnTheLoopbackPortOnly() throws Exception {
    try (App app = start(Map.of())) {
      var answer = ask(app.admin());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"ending\":\"answered\"");
      assertThat(ask(app.web()).statusCode()).isEqualTo(404);
      assertThat(get(app.web(), "/ping").statusCode()).isEqualTo(404);
      assertThat(get(app.web(), "/status").statusCode()).isEqualTo(404);
      assertThat(get(app.web(), "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(app.admin(), "/ping").body()).startsWith("{\"status\":\"Healthy\"");
    }
  }

  @Test
  void aBotThatTakesMessagesIsReady() throws Exception {
    try (App app = App.start(settings(Map.of()), new App.Ports(0, 0, true))) {
      var ready = get(app.web(), "/readyz");
      // Files are looked at in the background.
      for (int look = 0; ready.statusCode() != 200 && look < 3_000; look++) {
        new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        ready = get(app.web(), "/readyz");
      }
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("\"status\":\"ready\"").contains("\"problems\":[]");
    }
  }

  @Test
  void theRuntimeSettingServesProgramsOnThePublicPortToo() throws Exception {
    var settings =
        settings(
            Map.of(
                "PLOTLINE_RUNTIME", "on", "PLOTLINE_LOCAL", "code", "PLOTLINE_BIND", "127.0.0.1"));
    try (App app = App.start(settings, new App.Ports(0, 0, true))) {
      assertThat(ask(app.web()).statusCode()).isEqualTo(200);
      assertThat(get(app.web(), "/ping").statusCode()).isEqualTo(200);
      assertThat(get(app.web(), "/status").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void codeWithoutIsolationIsSaidAtEveryStartAndInTheStatus() throws Exception {
    try (App app = start(Map.of())) {
      assertThat(get(app.admin(), "/status").body()).contains("\"warnings\":[]");
    }
    for (var ports : List.of(App.Ports.free(), new App.Ports(0, 0, true))) {
      var logged = new ListAppender<ILoggingEvent>();
      var log = (Logger) LoggerFactory.getLogger(Parts.class);
      logged.start();
      log.addAppender(logged);
      try (App app = App.start(settings(Map.of("PLOTLINE_SANDBOX", "none")), ports)) {
        assertThat(get(app.admin(), "/status").body()).contains("\"kind\":\"none\"", UNISOLATED);
      } finally {
        log.detachAppender(logged);
      }
      assertThat(logged.list)
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).startsWith(UNISOLATED);
          });
    }
  }

  @Test
  void codeOfEverybodyIsNotRunOnThisHostUnasked() throws Exception {
    var settings = settings(Map.of("PLOTLINE_RUNTIME", "on", "PLOTLINE_BIND", "127.0.0.1"));
    assertThatThrownBy(() -> App.start(settings, new App.Ports(0, 0, true)))
        .hasMessageContaining("PLOTLINE_RUNTIME")
        .hasMessageContaining("PLOTLINE_LOCAL=code");
  }

  private App start(Map<String, String> more) throws Exception {
    return App.start(settings(more), App.Ports.free());
  }

  private Settings settings(Map<String, String> more) throws Exception {
    var environment = new HashMap<>(more);
    environment.put("PLOTLINE_HOME", home.toString());
    environment.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    return Settings.of(environment);
  }

  private static HttpResponse<String> ask(URI listener) throws Exception {
    return send(
        HttpRequest.newBuilder(listener.resolve("/invocations"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"Hello\"}")));
  }

  private static HttpResponse<String> get(URI listener, String path) throws Exception {
    return send(HttpRequest.newBuilder(listener.resolve(path)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
