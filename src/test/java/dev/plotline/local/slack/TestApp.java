package dev.plotline.local.slack;

import dev.plotline.local.slack.world.Json;
import dev.plotline.web.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An app that takes what Slack sends it, and answers as it was told to.
final class TestApp implements AutoCloseable {
  /// A request that came.
  record Request(Map<String, String> headers, String body) {}

  private record Answer(int status, String body, Map<String, String> headers) {}

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final WebServer server;

  TestApp() {
    server = WebServer.onLoopback().servlet("/slack/events", new Taking()).start();
  }

  URI url() {
    return server.url().resolve("/slack/events");
  }

  /// Answers the next request so, after those already told.
  TestApp answer(int status, String body) {
    return answer(status, body, Map.of());
  }

  TestApp answer(int status, String body, Map<String, String> headers) {
    synchronized (answers) {
      answers.add(new Answer(status, body, headers));
    }
    return this;
  }

  /// The next request.
  Request next() {
    try {
      Request request = requests.poll(3, TimeUnit.MINUTES);
      if (request == null) {
        throw new AssertionError("no request came");
      }
      return request;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The requests that nobody has asked for yet.
  List<Request> others() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Taking extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      request
          .getHeaderNames()
          .asIterator()
          .forEachRemaining(n -> headers.put(n, request.getHeader(n)));
      byte[] body = request.getInputStream().readAllBytes();
      var challenge = Json.parse(new String(body, StandardCharsets.UTF_8)).path("challenge");
      if (challenge.isTextual()) {
        response.getOutputStream().write(challenge.asText().getBytes(StandardCharsets.UTF_8));
        return;
      }
      Answer answer;
      synchronized (answers) {
        answer = answers.isEmpty() ? new Answer(200, "", Map.of()) : answers.remove();
      }
      requests.add(new Request(headers, new String(body, StandardCharsets.UTF_8)));
      answer.headers().forEach(response::setHeader);
      response.setStatus(answer.status());
      response.setContentType("application/json");
      response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }
  }
}
