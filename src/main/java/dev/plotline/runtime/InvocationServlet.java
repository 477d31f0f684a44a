package dev.plotline.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Controls;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.ThreadKey;
import dev.plotline.runtime.Programs.Event;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// `POST /invocations` by AgentCore Runtime's contract: JSON in, the answer as JSON out, or as
/// server-sent events with the progress before it when the caller accepts those.
public final class InvocationServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
  private static final int MAX_BODY = 100_000_000;

  private final transient Programs programs;
  private final transient Inbox inbox;
  private final transient Controls controls;
  private final transient Uploads uploads;
  private final transient Clock clock;

  /// Hands what it reads into the inbox.
  ///
  /// @param controls told to end the turn of a caller who has hung up
  public InvocationServlet(
      Programs programs, Inbox inbox, Controls controls, Uploads uploads, Clock clock) {
    this.programs = programs;
    this.inbox = inbox;
    this.controls = controls;
    this.uploads = uploads;
    this.clock = clock;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Invocation invocation;
    try (InputStream in = request.getInputStream()) {
      byte[] body = in.readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        refuse(response, 413, "The body must have at most 100 MB: send large files to /uploads.");
        return;
      }
      String session = request.getHeader(SESSION);
      String thread = session == null ? UUID.randomUUID().toString() : session;
      invocation = Invocation.parse(body, thread, uploads, clock.instant());
    } catch (Invocation.Refused e) {
      refuse(response, 400, e.why());
      return;
    }
    String id = invocation.message().id();
    Programs.Caller caller = programs.expect(id, invocation.inline());
    try {
      inbox.accept(invocation.message());
      String accept = request.getHeader("Accept");
      if (accept != null && accept.contains("text/event-stream")) {
        stream(caller, response, invocation.message().thread());
      } else {
        whole(caller, response);
      }
    } catch (IllegalStateException e) {
      refuse(response, 503, "Plotline is shutting down: ask again in a minute.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(response, 503, "Plotline is shutting down: ask again in a minute.");
    } finally {
      programs.forget(id);
    }
  }

  private static void whole(Programs.Caller caller, HttpServletResponse response)
      throws IOException, InterruptedException {
    while (true) {
      if (caller.events().take() instanceof Event.Answer(String json)) {
        response.setContentType("application/json");
        response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
  }

  private void stream(Programs.Caller caller, HttpServletResponse response, ThreadKey thread)
      throws IOException, InterruptedException {
    try {
      stream(caller, response);
    } catch (IOException e) {
      controls.stop(thread);
      throw e;
    }
  }

  private static void stream(Programs.Caller caller, HttpServletResponse response)
      throws IOException, InterruptedException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-cache");
    OutputStream out = response.getOutputStream();
    while (true) {
      Event event = caller.events().poll(15, TimeUnit.SECONDS);
      switch (event) {
        // A comment: proxies close a connection that is silent for long.
        case null -> write(out, ": still working\n\n");
        case Event.Progress(String step) -> {
          ObjectNode progress = JSON.createObjectNode().put("type", "progress");
          write(out, "data: " + progress.put("text", step) + "\n\n");
        }
        case Event.Answer(String json) -> {
          write(out, "data: {\"type\":\"answer\"," + json.substring(1) + "\n\n");
          return;
        }
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void refuse(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode().put("error", why));
    response.getOutputStream().write(body);
  }
}
