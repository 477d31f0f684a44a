package dev.plotline.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Frames of an event stream, as the services send them.
final class Frames {
  private Frames() {}

  static byte[] event(String type, String json) {
    return frame(Map.of(":message-type", "event", ":event-type", type), json);
  }

  static byte[] exception(String type, String message) {
    return frame(
        Map.of(":message-type", "exception", ":exception-type", type),
        "{\"message\":\"" + message + "\"}");
  }

  private static byte[] frame(Map<String, String> headers, String json) {
    var values = new java.util.HashMap<String, HeaderValue>();
    headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
    values.put(":content-type", HeaderValue.fromString("application/json"));
    ByteBuffer bytes = new Message(values, json.getBytes(UTF_8)).toByteBuffer();
    byte[] frame = new byte[bytes.remaining()];
    bytes.get(frame);
    return frame;
  }
}
