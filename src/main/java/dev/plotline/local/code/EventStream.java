package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32;

/// Encodes frames of `application/vnd.amazon.eventstream`: length, length of the headers, checksum
/// of those, headers, payload, checksum of all.
final class EventStream {
  /// The longest payload AWS's own decoders take.
  static final int PAYLOAD_LIMIT = 24 << 20;

  private static final byte STRING = 7;

  private EventStream() {}

  static byte[] event(String type, byte[] json) {
    return frame(
        Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"),
        json);
  }

  static byte[] exception(String type, byte[] json) {
    return frame(
        Map.of(
            ":message-type",
            "exception",
            ":exception-type",
            type,
            ":content-type",
            "application/json"),
        json);
  }

  private static byte[] frame(Map<String, String> headers, byte[] payload) {
    int headerLength =
        headers.entrySet().stream()
            .mapToInt(h -> 4 + utf8(h.getKey()).length + utf8(h.getValue()).length)
            .sum();
    byte[] bytes = new byte[16 + headerLength + payload.length];
    var frame = ByteBuffer.wrap(bytes);
    frame.putInt(bytes.length).putInt(headerLength).putInt(checksum(frame));
    headers.forEach((name, value) -> {
      frame.put((byte) utf8(name).length).put(utf8(name)).put(STRING);
      frame.putShort((short) utf8(value).length).put(utf8(value));
    });
    frame.put(payload);
    frame.putInt(checksum(frame));
    return bytes;
  }

  /// Of everything written so far.
  private static int checksum(ByteBuffer frame) {
    var crc = new CRC32();
    crc.update(frame.duplicate().flip());
    return (int) crc.getValue();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
