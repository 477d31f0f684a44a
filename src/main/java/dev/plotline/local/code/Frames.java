package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Writes results as an event stream, and spoils that in the ways a [Fault] asks for.
final class Frames {
  private static final String RESULT = "result";

  private final HttpServletResponse response;

  Frames(HttpServletResponse response) {
    this.response = response;
  }

  void send(List<ObjectNode> results, Optional<Fault> fault) throws IOException {
    switch (fault.orElse(null)) {
      case Fault.Silence silence -> {
        pause(silence.before());
        write(results);
      }
      case Fault.Split split -> split(results.getFirst(), split);
      case Fault.ExceptionAfterResult broken -> {
        write(results);
        write(exception(refusal(broken.error())));
      }
      case Fault.ExitCodeOnly _ -> {
        results.forEach(result -> result.put("isError", false));
        write(results);
      }
      case Fault.UnknownEvent _ -> {
        write(EventStream.event("metering", "{\"units\":1}".getBytes(UTF_8)));
        write(results);
      }
      case Fault.NoResult _ -> response.flushBuffer();
      case Fault.CutFrame _ -> {
        byte[] frame = frame(results.getFirst());
        write(Arrays.copyOf(frame, frame.length - 7));
      }
      case Fault.WrongChecksum _ -> {
        byte[] frame = frame(results.getFirst());
        frame[frame.length - 1] ^= 1;
        write(frame);
      }
      case Fault.HugeFrame _ -> {
        results.getFirst().put("padding", "x".repeat(EventStream.PAYLOAD_LIMIT + 1));
        write(results);
      }
      case Fault.LostConnection _ -> lose(frame(results.getFirst()));
      case null, default -> write(results);
    }
  }

  static Refusal refusal(Fault.Refusals error) {
    return Refusal.of(Refusal.Type.valueOf(error.name()), "Asked for by a test");
  }

  private void write(List<ObjectNode> results) throws IOException {
    for (var result : results) {
      write(frame(result));
    }
  }

  private void write(byte[] bytes) throws IOException {
    response.getOutputStream().write(bytes);
  }

  /// The output in as many pieces as asked for, exit code and time in the last.
  private void split(ObjectNode result, Fault.Split split) throws IOException {
    var whole = result.path("structuredContent").path("stdout").asText();
    for (int i = 0; i < split.events(); i++) {
      var piece =
          whole.substring(
              whole.length() * i / split.events(), whole.length() * (i + 1) / split.events());
      boolean last = i == split.events() - 1;
      var part = last ? result.deepCopy() : Json.object().put("isError", false);
      part.putArray("content").addObject().put("type", "text").put("text", piece);
      part.withObject("/structuredContent").put("stdout", piece);
      if (i > 0) {
        pause(split.pause());
      }
      write(frame(part));
      response.flushBuffer();
    }
  }

  /// More is promised than comes, so that the client sees the loss.
  private void lose(byte[] frame) throws IOException {
    response.setContentLength(frame.length);
    write(Arrays.copyOf(frame, frame.length / 2));
    response.flushBuffer();
    throw new IOException("the connection is lost, as a test asked for");
  }

  private static byte[] exception(Refusal refusal) {
    var message = Json.object().put("message", refusal.message());
    return EventStream.exception(refusal.type().memberName(), Json.bytes(message));
  }

  private static byte[] frame(ObjectNode result) {
    return EventStream.event(RESULT, Json.bytes(result));
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
