package dev.plotline.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The filters, with headers that no proper client sends.
class GuardsTest {
  private final WebServer server =
      WebServer.onLoopback()
          .filter("/host", new HostCheck())
          .filter("/origin", new OriginCheck())
          .filter("/token", new BearerCheck("s3cret", "Ask for the token."))
          .servlet("/*", new JsonServlet(() -> Map.of("in", true)))
          .start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoHasTheTokenIsLetIn() throws Exception {
    assertThat(get("/token", "Authorization: Bearer s3cret")).startsWith("HTTP/1.1 200");
    assertThat(get("/token", "authorization: bearer s3cret")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: y",
        "Authorization: s3cret",
        "Authorization: Bearer",
        "Authorization: Bearer s3cre",
        "Authorization: Bearer s3cret2",
        "Authorization: Bearer S3CRET",
        "Authorization: Basic s3cret"
      })
  void whoHasNotIsToldWhereItIsInOneSentence(String header) throws Exception {
    assertThat(get("/token", header))
        .startsWith("HTTP/1.1 401")
        .contains("WWW-Authenticate: Bearer")
        .endsWith("\r\n\r\n{\"error\":\"Ask for the token.\"}");
  }

  @Test
  void anEmptyTokenGuardsNothingAndIsRefused() {
    assertThatThrownBy(() -> new BearerCheck("", "")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "bot.example, , 200",
    "bot.example, http://evil.example, 403",
    "bot.example, null, 403",
    "bot.example, '', 403",
    // A rebound name: for the browser it is the same address.
    "evil.example:3000, http://evil.example:3000, 403",
    "10.0.0.7:3000, http://evil.example, 403",
    "10.0.0.7:3000, http://10.0.0.7:3001, 403",
    "10.0.0.7:3000, http://10.0.0.7:3000, 200",
    "10.0.0.7, https://10.0.0.7, 200",
    "[fd00::7]:3000, http://[fd00::7]:3000, 200",
    "localhost:3000, http://localhost:3000, 200",
    "localhost.evil.example, http://localhost.evil.example, 403"
  })
  void onlyAPageOfTheSameAddressMayAsk(String host, @Nullable String origin, String status)
      throws Exception {
    String header = origin == null ? "X: y" : "Origin: " + origin;
    assertThat(get("/origin", host, header)).startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:3000, 200",
    "127.0.0.2, 200",
    "[::1]:3000, 200",
    "localhost, 200",
    "127.0.0.1.evil.example, 403",
    "127.evil.example, 403",
    "evil.example:127, 403",
    "10.0.0.7, 403"
  })
  void onlyLoopbackIsANameForLoopback(String host, String status) throws Exception {
    assertThat(get("/host", host, "X: y")).startsWith("HTTP/1.1 " + status);
  }

  private String get(String path, String header) throws IOException {
    return get(path, "localhost", header);
  }

  private String get(String path, String host, String header) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n\r\n"
              .formatted(path, host, header);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
