package dev.plotline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.cli.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is let in at the two listeners of a whole Plotline, and who is not.
class DoorsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ADMIN =
      List.of("GET /status", "GET /ping", "POST /invocations", "POST /uploads");

  @TempDir Path home;

  @Test
  void pagesOfOthersReachNothingOnTheLoopbackListener() throws Exception {
    try (App app = start(Map.of())) {
      for (String line : ADMIN) {
        assertThat(send(app.admin(), line, "evil.example", "")).startsWith("HTTP/1.1 403");
        assertThat(send(app.admin(), line, "localhost", "Origin: http://evil.example"))
            .startsWith("HTTP/1.1 403");
      }
      assertThat(send(app.admin(), "GET /status", "localhost", "")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void codeThatReachesTheNetworkReachesTheLoopbackListenerButIsNotLetIn() throws Exception {
    try (App app = start(Map.of("CODE_INTERPRETER_NETWORK", "public"))) {
      RunningServer.note(home, app.admin(), app.token());
      for (String line : ADMIN) {
        assertThat(send(app.admin(), line, "localhost", ""))
            .startsWith("HTTP/1.1 401")
            .endsWith("{\"error\":\"" + AdminToken.SENTENCE + "\"}");
        assertThat(send(app.admin(), line, "localhost", bearer("0".repeat(64))))
            .startsWith("HTTP/1.1 401");
      }
      assertThat(send(app.admin(), "GET /status", "localhost", bearer(app.token())))
          .startsWith("HTTP/1.1 200")
          .doesNotContain(app.token());
      assertThat(printed(app, attack(app.admin()))).isEqualTo("401\n401\n[]\n");
    }
  }

  @Test
  void withoutThatNetworkNoTokenIsDemanded() throws Exception {
    try (App app = start(Map.of())) {
      assertThat(app.token()).isEmpty();
      assertThat(printed(app, "print(1)")).isEqualTo("1\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "public, '', '', true",
    "sandbox, '', '', false",
    "public, bucket, '', false",
    "public, bucket, 'model,files', false",
    "public, bucket, code, true"
  })
  void theTokenIsDemandedWhereCodeOnThisMachineHasTheNetworkAndNowhereElse(
      String network, String bucket, String local, boolean demanded) {
    var settings =
        Settings.of(
            Map.of(
                "CODE_INTERPRETER_NETWORK", network,
                "S3_BUCKET", bucket,
                "PLOTLINE_LOCAL", local));
    var token = AdminToken.of(settings);
    assertThat(token.isDemanded()).isEqualTo(demanded);
    assertThat(token.text()).hasSize(demanded ? 64 : 0);
    if (demanded) {
      assertThat(AdminToken.of(settings)).isNotEqualTo(token);
      assertThat(token.toString()).doesNotContain(token.text());
    }
  }

  @Test
  void pagesOfOthersReachNoProgramsOnALoopbackPort() throws Exception {
    try (App app = start(runtime("127.0.0.1"))) {
      String own = app.web().getAuthority();
      for (String line : List.of("GET /ping", "POST /invocations")) {
        assertThat(send(app.web(), line, "evil.example", "")).startsWith("HTTP/1.1 403");
        assertThat(send(app.web(), line, own, "Origin: http://evil.example"))
            .startsWith("HTTP/1.1 403");
      }
      assertThat(send(app.web(), "GET /ping", own, "")).startsWith("HTTP/1.1 200");
      // Past the doors, where the empty body is refused.
      assertThat(send(app.web(), "POST /invocations", own, "")).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void onAllAddressesAnyNameIsGoodButNoPageOfOthers() throws Exception {
    try (App app = start(runtime("0.0.0.0"))) {
      String line = "POST /invocations";
      assertThat(send(app.web(), line, "bot.example", "")).startsWith("HTTP/1.1 400");
      assertThat(send(app.web(), line, "bot.example", "Origin: http://evil.example"))
          .startsWith("HTTP/1.1 403")
          .contains("ask from a program");
      assertThat(send(app.web(), "GET /ping", "bot.example", "")).startsWith("HTTP/1.1 200");
    }
  }

  private static Map<String, String> runtime(String bind) {
    return Map.of("PLOTLINE_RUNTIME", "on", "PLOTLINE_LOCAL", "code", "PLOTLINE_BIND", bind);
  }

  /// What code would try: to read the keys, to ask as somebody else, to read the token.
  private String attack(URI admin) {
    return """
    import urllib.error, urllib.request
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for path, body in (("/status", None), ("/invocations", b'{"prompt": "Hi", "thread": "red"}')):
        try:
            print(opener.open("%s" + path, body, 60).read())
        except urllib.error.HTTPError as error:
            print(error.code)
    found = []
    for path in ("%s/serve.json", "/proc/%d/root%s/serve.json"):
        try:
            found.append(open(path).read())
        except OSError:
            pass
    print(found)
    """
        .formatted(admin, home, ProcessHandle.current().pid(), home);
  }

  private static String printed(App app, String code) throws Exception {
    String body = JSON.createObjectNode().put("prompt", "```python\n" + code + "\n```").toString();
    String head = bearer(app.token()) + "\r\nContent-Length: " + body.getBytes(UTF_8).length;
    String response = send(app.admin(), "POST /invocations", "localhost", head, body);
    JsonNode answer = JSON.readTree(response.substring(response.indexOf('{')));
    return answer.path("executions").path(0).path("stdout").asText(answer.toString());
  }

  private App start(Map<String, String> more) throws Exception {
    var environment = new HashMap<>(more);
    environment.put("PLOTLINE_HOME", home.toString());
    environment.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    return App.start(Settings.of(environment), new App.Ports(0, 0, true));
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static String send(URI listener, String line, String host, String header)
      throws IOException {
    String length = line.startsWith("POST") ? "Content-Length: 0" : "X: y";
    return send(listener, line, host, header.isEmpty() ? length : length + "\r\n" + header, "");
  }

  /// Over a socket: an HTTP client sends neither a foreign `Host` nor an `Origin`.
  private static String send(URI listener, String line, String host, String headers, String body)
      throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.getPort())) {
      String head =
          "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n\r\n"
              .formatted(line, host, headers);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(body.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
