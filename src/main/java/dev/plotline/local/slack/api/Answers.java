package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Sends what a call comes to, spoiled where that is planned.
final class Answers {
  private final CountDownLatch closed;

  /// @param closed opened when the server closes, so that silence ends then
  Answers(CountDownLatch closed) {
    this.closed = closed;
  }

  void json(HttpServletResponse response, int status, ObjectNode body) throws IOException {
    bytes(response, status, "application/json; charset=utf-8", Json.write(body));
  }

  void plain(HttpServletResponse response, int status, String body) throws IOException {
    bytes(response, status, "text/plain; charset=utf-8", body);
  }

  void page(HttpServletResponse response, int status, String title) throws IOException {
    bytes(
        response,
        status,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html><head><title>"
            + title
            + "</title></head><body><h1>"
            + title
            + "</h1></body></html>");
  }

  void tooMany(HttpServletResponse response, Duration wait) throws IOException {
    long seconds = Math.max(1, (wait.toMillis() + 999) / 1_000);
    response.setHeader("Retry-After", Long.toString(seconds));
    json(response, 429, Json.object().put("ok", false).put("error", "ratelimited"));
  }

  /// Half of an answer, after which the connection ends.
  void half(HttpServletResponse response, ObjectNode body) throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    response.setStatus(200);
    response.setContentType("application/json; charset=utf-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes, 0, bytes.length / 2);
    response.flushBuffer();
  }

  /// Nothing, until the server closes.
  void silence() {
    try {
      closed.await(10, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void bytes(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
