package dev.plotline.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.web.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may look in at the page.
class AccessIT {
  @TempDir private Path folder;
  private LocalSlack slack;
  private WebServer web;
  private String token;

  @BeforeEach
  void start() {
    slack = LocalSlack.start(Options.in(folder));
    var listener = WebServer.onLoopback();
    slack.servePage(listener);
    web = listener.start();
    URI page = slack.pageUrl(web.url());
    token = page.getQuery();
    assertThat(page.getPath()).isEqualTo("/");
  }

  @AfterEach
  void stop() {
    slack.close();
    web.close();
  }

  @Test
  void showsThePageButNothingInItWithoutTheToken() throws Exception {
    assertThat(get("/", "127.0.0.1:" + web.port(), "")).startsWith("HTTP/1.1 200");
    assertThat(get("/local/main.js", "127.0.0.1:" + web.port(), "")).startsWith("HTTP/1.1 200");
    assertThat(get("/local/api/state?as=U0ANNMORGAN", "127.0.0.1:" + web.port(), ""))
        .startsWith("HTTP/1.1 401");
    assertThat(get("/local/api/state?as=U0ANNMORGAN&token=wrong", "127.0.0.1:" + web.port(), ""))
        .startsWith("HTTP/1.1 401");
    assertThat(get("/local/api/state?as=U0ANNMORGAN&" + token, "localhost:" + web.port(), ""))
        .startsWith("HTTP/1.1 200")
        .contains("Ann Morgan");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.test, ''",
    "evil.test:3000, ''",
    "127.0.0.1.evil.test, ''",
    "127.0.0.1, http://evil.test",
    "127.0.0.1, null",
    "127.0.0.1, http://127.0.0.1:1"
  })
  void turnsAwayOtherPagesEvenWithTheToken(String host, String origin) throws Exception {
    assertThat(get("/local/api/state?as=U0ANNMORGAN&" + token, host, origin))
        .startsWith("HTTP/1.1 403");
    assertThat(get("/", host, origin)).startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/local/main.js", "/local/api/state"})
  void tellsTheBrowserToLoadNothingFromElsewhere(String path) throws Exception {
    assertThat(get(path, "127.0.0.1:" + web.port(), ""))
        .contains("Content-Security-Policy: default-src 'self'; ")
        .contains("X-Content-Type-Options: nosniff")
        .contains("Referrer-Policy: no-referrer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/local/../web", "/local/Page.class", "/local/samples", "/local/%2e%2e"})
  void servesOnlyItsOwnFiles(String path) throws Exception {
    assertThat(get(path, "127.0.0.1:" + web.port(), "")).matches("(?s)HTTP/1.1 40[04].*");
  }

  /// By hand, because clients don't let one choose the `Host`.
  private String get(String path, String host, String origin) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
      String from = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + path
                      + " HTTP/1.1\r\nHost: "
                      + host
                      + "\r\n"
                      + from
                      + "Connection: close\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return String.join("\n", lines.lines().toList());
    }
  }
}
