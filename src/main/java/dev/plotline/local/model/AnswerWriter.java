package dev.plotline.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one answer, whole or as a stream of events, spoiled if a test planned it so.
final class AnswerWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DELTA = "contentBlockDelta";
  private static final String STOP = "messageStop";

  private final Answer answer;
  private final Usage usage;
  private final long latency;

  AnswerWriter(Answer answer, Usage usage, long latency) {
    this.answer = answer;
    this.usage = usage;
    this.latency = latency;
  }

  private record Event(String type, ObjectNode json) {
    byte[] frame() throws JsonProcessingException {
      return EventStream.event(type, JSON.writeValueAsBytes(json));
    }
  }

  byte[] json() throws IOException {
    var body = JSON.createObjectNode();
    body.putObject("output").set("message", AnswerJson.message(answer));
    body.put("stopReason", answer.stopReason());
    body.set("usage", AnswerJson.usage(usage));
    body.putObject("metrics").put("latencyMs", latency);
    return JSON.writeValueAsBytes(body);
  }

  /// Writes the stream; names what spoiled it, if anything did.
  @Nullable String stream(HttpServletResponse response, @Nullable Fault fault) throws IOException {
    response.setContentType("application/vnd.amazon.eventstream");
    if (fault instanceof Fault.LostAfter) {
      // A chunked body cut by FIN counts as complete for some clients: a length makes it a loss.
      response.setContentLengthLong(Integer.MAX_VALUE);
    }
    var out = response.getOutputStream();
    for (var event : until(fault)) {
      out.write(event.frame());
      out.flush();
    }
    return switch (fault) {
      case Fault.ThrottledAfter _ -> {
        var message = JSON.createObjectNode().put("message", "Too many tokens, please wait.");
        out.write(EventStream.exception("throttlingException", JSON.writeValueAsBytes(message)));
        yield "throttlingException";
      }
      case Fault.CutAfter _ -> "cut";
      case Fault.LostAfter _ -> throw new IOException("lost on purpose");
      case Fault.Throttled _, Fault.Failed _, Fault.Unavailable _ -> null;
      case Fault.Slow _, Fault.Held _ -> null;
      case null -> null;
    };
  }

  /// The events up to the fault, which comes before `messageStop` at the latest.
  private List<Event> until(@Nullable Fault fault) {
    int deltas =
        switch (fault) {
          case Fault.ThrottledAfter(int after) -> after;
          case Fault.CutAfter(int after) -> after;
          case Fault.LostAfter(int after) -> after;
          case Fault.Throttled _, Fault.Failed _, Fault.Unavailable _ -> -1;
          case Fault.Slow _, Fault.Held _ -> -1;
          case null -> -1;
        };
    var events = events();
    if (deltas < 0) {
      return events;
    }
    int end = 1;
    for (int seen = 0; seen < deltas && !events.get(end).type().equals(STOP); end++) {
      seen += events.get(end).type().equals(DELTA) ? 1 : 0;
    }
    return events.subList(0, end);
  }

  private List<Event> events() {
    var events = new ArrayList<Event>();
    events.add(new Event("messageStart", JSON.createObjectNode().put("role", "assistant")));
    for (int i = 0; i < answer.blocks().size(); i++) {
      block(answer.blocks().get(i), i, events);
    }
    events.add(new Event(STOP, JSON.createObjectNode().put("stopReason", answer.stopReason())));
    var metadata = JSON.createObjectNode();
    metadata.set("usage", AnswerJson.usage(usage));
    metadata.putObject("metrics").put("latencyMs", latency);
    events.add(new Event("metadata", metadata));
    return events;
  }

  private static void block(Answer.Block block, int index, List<Event> events) {
    if (block instanceof Answer.Block.ToolUse use) {
      var start = at(index);
      start
          .putObject("start")
          .putObject("toolUse")
          .put("toolUseId", use.id())
          .put("name", use.name());
      events.add(new Event("contentBlockStart", start));
    }
    for (var delta : AnswerJson.deltas(block)) {
      var event = at(index);
      event.set("delta", delta);
      events.add(new Event(DELTA, event));
    }
    events.add(new Event("contentBlockStop", at(index)));
  }

  private static ObjectNode at(int index) {
    return JSON.createObjectNode().put("contentBlockIndex", index);
  }
}
