package dev.plotline.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Controls;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
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
  private static final String CLOSING = "Plotline is shutting down: ask again in a minute.";
  private static final String SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
  private static final String EVENTS = "text/event-stream";
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
    if (request.getContentLengthLong() > MAX_BODY) {
      refuse(
          response, 413, "The body must have at most 100 MB: send large files to /uploads before.");
      return;
    }
    Message message;
    try (InputStream in = request.getInputStream()) {
      String session = request.getHeader(SESSION);
      String thread = session == null ? UUID.randomUUID().toString() : session;
      message = InvocationBody.read(in, thread, uploads, clock.instant());
    } catch (InvocationBody.Refused e) {
      refuse(response, 400, String.valueOf(e.getMessage()));
      return;
    }
    String accept = request.getHeader("Accept");
    answer(message, accept != null && accept.contains(EVENTS), response);
  }

  private void answer(Message message, boolean events, HttpServletResponse response)
      throws IOException {
    Programs.Caller caller = programs.expect(message.id());
    try {
      inbox.accept(message);
      follow(caller, events, response);
    } catch (IOException e) {
      // The caller has hung up: nobody waits for the rest of the turn.
      controls.stop(message);
      throw e;
    } catch (IllegalStateException e) {
      refuse(response, 503, CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server was stopped before the answer came", e);
    } finally {
      programs.forget(message.id());
    }
  }

  /// Sends the answer when it comes. What is silent for a second gets a comment, or blank space
  /// before the JSON: whether a caller is still there shows only in writing to it, and proxies
  /// close connections that are silent for long.
  private static void follow(Programs.Caller caller, boolean events, HttpServletResponse response)
      throws IOException, InterruptedException {
    response.setContentType(events ? EVENTS + ";charset=utf-8" : "application/json");
    response.setHeader("Cache-Control", "no-cache");
    OutputStream out = response.getOutputStream();
    while (true) {
      switch (caller.events().poll(1, TimeUnit.SECONDS)) {
        case null -> write(out, events ? ": still working\n\n" : "\n");
        case Event.Progress(String step) -> {
          if (events) {
            ObjectNode progress = JSON.createObjectNode().put("type", "progress");
            write(out, "data: " + progress.put("text", step) + "\n\n");
          }
        }
        case Event.Closed _ -> {
          if (!response.isCommitted()) {
            refuse(response, 503, CLOSING);
          } else {
            write(out, (events ? "data: " : "") + "{\"error\":\"" + CLOSING + "\"}\n\n");
          }
          return;
        }
        case Event.Answer(String json) -> {
          write(out, events ? "data: {\"type\":\"answer\"," + json.substring(1) + "\n\n" : json);
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
