package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Our frames, read by AWS's own decoder.
class EventStreamTest {
  @Test
  void anEventIsWhatTheVendorsDecoderReads() {
    var message =
        Message.decode(ByteBuffer.wrap(EventStream.event("result", utf8("{\"a\":\"ü\"}"))));
    assertThat(message.getPayload()).isEqualTo(utf8("{\"a\":\"ü\"}"));
    assertThat(message.getHeaders())
        .isEqualTo(
            Map.of(
                ":message-type", HeaderValue.fromString("event"),
                ":event-type", HeaderValue.fromString("result"),
                ":content-type", HeaderValue.fromString("application/json")));
  }

  @Test
  void anExceptionIsToldByItsHeaders() {
    var message =
        Message.decode(ByteBuffer.wrap(EventStream.exception("throttlingException", utf8("{}"))));
    assertThat(message.getHeaders())
        .containsEntry(":message-type", HeaderValue.fromString("exception"))
        .containsEntry(":exception-type", HeaderValue.fromString("throttlingException"));
  }

  @Test
  void anEmptyPayloadIsAFrame() {
    assertThat(Message.decode(ByteBuffer.wrap(EventStream.event("x", new byte[0]))).getPayload())
        .isEmpty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
