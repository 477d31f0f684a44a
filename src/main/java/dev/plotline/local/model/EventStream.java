package dev.plotline.local.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Encodes messages of `application/vnd.amazon.eventstream`: two lengths and their checksum,
/// headers, payload, and a checksum over all of it.
final class EventStream {
  private static final int STRING = 7;
  private static final int FRAME = 16;

  private EventStream() {}

  static byte[] event(String type, byte[] json) {
    return message(headers("event", ":event-type", type), json);
  }

  static byte[] exception(String type, byte[] json) {
    return message(headers("exception", ":exception-type", type), json);
  }

  private static Map<String, String> headers(String kind, String typeHeader, String type) {
    var headers = new LinkedHashMap<String, String>();
    headers.put(typeHeader, type);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", kind);
    return headers;
  }

  private static byte[] message(Map<String, String> headers, byte[] payload) {
    byte[] head = encode(headers);
    var buffer = ByteBuffer.allocate(FRAME + head.length + payload.length);
    buffer.putInt(buffer.capacity()).putInt(head.length);
    buffer.putInt(checksum(buffer)).put(head).put(payload);
    return buffer.putInt(checksum(buffer)).array();
  }

  private static byte[] encode(Map<String, String> headers) {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    try {
      for (var header : headers.entrySet()) {
        byte[] name = header.getKey().getBytes(UTF_8);
        byte[] value = header.getValue().getBytes(UTF_8);
        out.writeByte(name.length);
        out.write(name);
        out.writeByte(STRING);
        out.writeShort(value.length);
        out.write(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static int checksum(ByteBuffer written) {
    var crc = new CRC32();
    crc.update(written.duplicate().flip());
    return (int) crc.getValue();
  }
}
