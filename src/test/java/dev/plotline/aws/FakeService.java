package dev.plotline.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.web.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A service of AWS that answers each request with the next of its scripted answers, and fails a
/// test that sends one more or one unsigned.
final class FakeService implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(100_000_000).build())
              .build());

  /// A request as it came.
  ///
  /// @param headers by their names in lower case
  @SuppressWarnings("ArrayRecordComponent")
  record Seen(String method, String path, String query, Map<String, String> headers, byte[] bytes) {
    String session() {
      return headers.getOrDefault("x-amzn-code-interpreter-session-id", "");
    }

    JsonNode body() {
      try {
        return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// An answer.
  @FunctionalInterface
  interface Answer {
    void write(HttpServletResponse response) throws IOException;
  }

  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Semaphore arrived = new Semaphore(0);
  private final WebServer server =
      WebServer.onLoopback()
          .bodyLimit(110_000_000)
          .encodedSlashes()
          .servlet("/*", new Servlet())
          .start();

  URI url() {
    return server.url();
  }

  synchronized FakeService then(Answer... answers) {
    script.addAll(Arrays.asList(answers));
    return this;
  }

  /// What came so far.
  synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  /// Waits for one more request.
  void awaitRequest() throws InterruptedException {
    assertThat(arrived.tryAcquire(5, TimeUnit.MINUTES)).as("a request").isTrue();
  }

  @Override
  public void close() {
    server.close();
    assertThat(faults).isEmpty();
    assertThat(script).as("answers nobody asked for").isEmpty();
  }

  /// A whole event stream.
  static Answer stream(byte[]... frames) {
    return response -> {
      begin(response);
      for (byte[] frame : frames) {
        response.getOutputStream().write(frame);
        response.flushBuffer();
      }
    };
  }

  /// A stream whose last frame is cut in the middle, and which then ends as if it were complete.
  static Answer chopped(byte[]... frames) {
    byte[] last = frames[frames.length - 1];
    frames[frames.length - 1] = Arrays.copyOf(last, last.length / 2);
    return stream(frames);
  }

  /// An error before anything else.
  static Answer error(int status, String type, String message) {
    return response -> {
      response.setStatus(status);
      response.setHeader("x-amzn-ErrorType", type);
      response.setHeader("x-amzn-RequestId", "request-1");
      response.setContentType("application/json");
      response.getOutputStream().write(JSON.writeValueAsBytes(Map.of("message", message)));
    };
  }

  /// A plain JSON answer.
  static Answer json(String json) {
    return response -> {
      response.setContentType("application/json");
      response.getOutputStream().write(json.getBytes(UTF_8));
    };
  }

  /// An answer that is held back until the latch is down; not even a header is sent before.
  static Answer held(CountDownLatch latch, Answer answer) {
    return response -> {
      try {
        assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      answer.write(response);
    };
  }

  private static void begin(HttpServletResponse response) {
    response.setContentType("application/vnd.amazon.eventstream");
    response.setHeader("x-amzn-code-interpreter-session-id", "S1");
  }

  private final class Servlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Answer answer = next(request);
      if (answer == null) {
        error(501, "TestException", "not in the script").write(response);
        return;
      }
      answer.write(response);
      try (OutputStream out = response.getOutputStream()) {
        out.flush();
      }
    }
  }

  private @Nullable Answer next(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    var headers = new HashMap<String, String>();
    request
        .getHeaderNames()
        .asIterator()
        .forEachRemaining(
            name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
    synchronized (this) {
      seen.add(
          new Seen(
              request.getMethod(),
              request.getRequestURI(),
              String.valueOf(request.getQueryString()),
              headers,
              body));
      arrived.release();
      Answer answer = script.poll();
      if (answer == null) {
        faults.add("not in the script: " + request.getMethod() + " " + request.getRequestURI());
      }
      if (!headers.getOrDefault("authorization", "").startsWith("AWS4-HMAC-SHA256 ")) {
        faults.add("not signed: " + request.getRequestURI());
      }
      return answer;
    }
  }
}
