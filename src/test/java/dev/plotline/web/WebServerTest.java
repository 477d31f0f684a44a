package dev.plotline.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebServerTest {
  private final WebServer server =
      WebServer.onLoopback()
          .bodyLimit(100)
          .filter("/guarded/*", new HostCheck())
          .servlet("/*", new Echo())
          .start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void servesOnAVirtualThread() throws Exception {
    assertThat(post("/echo", "hello", "X", "y").body()).isEqualTo("hello true");
  }

  @Test
  void bodyOverTheLimitIsRefused() throws Exception {
    assertThat(post("/echo", "x".repeat(101), "X", "y").statusCode()).isEqualTo(413);
  }

  /// Here it comes wholly after the answer, as it may whenever the two are sent at one time.
  @ParameterizedTest
  @CsvSource({"/echo, x, 1000000, 413", "/guarded/x, evil.example, 100, 403"})
  void theRestOfARefusedRequestIsReadSoThatItsAnswerArrives(
      String path, String host, int length, String status) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, host, length);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      out.write(head.getBytes(US_ASCII));
      assertThat(new String(in.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 " + status);
      for (int sent = 0; sent < length; sent += 100) {
        out.write(new byte[100]);
      }
      assertThat(new String(in.readAllBytes(), US_ASCII)).endsWith("}");
    }
  }

  @Test
  void nothingIsFoundWhereNothingIsServed() throws Exception {
    try (var empty = WebServer.onLoopback().servlet("/here", new Echo()).start()) {
      var request =
          HttpRequest.newBuilder(empty.url().resolve("/there"))
              .POST(HttpRequest.BodyPublishers.ofString("x"))
              .build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).isEqualTo("{\"error\":\"Not Found\"}");
    }
  }

  @Test
  void anErrorIsOneLineOfJsonWithoutAStackTrace() throws Exception {
    var response = post("/fail", "", "X", "y");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"error\":\"Server Error\"}");
  }

  @Test
  void aForeignOriginIsRefusedWhereGuarded() throws Exception {
    assertThat(post("/guarded/x", "", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(post("/guarded/x", "", "Origin", server.url().toString()).statusCode())
        .isEqualTo(200);
    assertThat(post("/echo", "", "Origin", "http://evil.example").statusCode()).isEqualTo(200);
  }

  @Test
  void aReboundHostIsRefusedWhereGuarded() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("GET /guarded/x HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(12);
      assertThat(new String(start, US_ASCII)).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(() -> WebServer.on("127.0.0.1", server.port()).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + server.port() + " on 127.0.0.1 is already in use");
  }

  private HttpResponse<String> post(String path, String body, String header, String value)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.url().resolve(path))
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().equals("/fail")) {
        throw new IllegalStateException("secret detail");
      }
      String body = new String(request.getInputStream().readAllBytes(), UTF_8);
      response.getWriter().write(body + " " + Thread.currentThread().isVirtual());
    }
  }
}
