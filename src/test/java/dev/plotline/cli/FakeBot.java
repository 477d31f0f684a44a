package dev.plotline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.web.BearerCheck;
import dev.plotline.web.JsonServlet;
import dev.plotline.web.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that gives the answer it was told, after two steps of progress, and demands a token.
final class FakeBot implements Server {
  static final String TOKEN = "t0ken";
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  final List<String> uploaded = new CopyOnWriteArrayList<>();
  volatile String answer = "{\"ending\":\"answered\",\"answer\":\"Fine.\"}";

  private final WebServer server =
      WebServer.onLoopback()
          .filter("/*", new BearerCheck(TOKEN, "No."))
          .servlet("/invocations", new Invocations())
          .servlet("/uploads", new Uploads())
          .servlet("/status", new JsonServlet(() -> Map.of("maxFile", 1_000)))
          .servlet("/ping", new JsonServlet(() -> Map.of("status", "Healthy")))
          .start();

  @Override
  public URI admin() {
    return server.url();
  }

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public boolean lasts() {
    return false;
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Invocations extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      asked.add(JSON.readTree(request.getInputStream()));
      response.setContentType("text/event-stream;charset=utf-8");
      String events =
          """
          data: {"type":"progress","text":"Thinking"}

          : still working

          data: {"type":"progress","text":"Running Python"}

          data: {"type":"answer",%s

          """
              .formatted(answer.substring(1));
      response.getOutputStream().write(events.getBytes(UTF_8));
    }
  }

  private final class Uploads extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      uploaded.add(new String(request.getInputStream().readAllBytes(), UTF_8));
      response.getWriter().write("{\"upload\":\"u" + uploaded.size() + "\"}");
    }
  }
}
