package dev.plotline.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.plotline.chat.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;

/// A message as it is recorded.
///
/// @param message what was said; for files that came apart, those files only
/// @param joins whether it is files that came apart from their message
/// @param at when it was taken
/// @param number counts what the process has taken, for the order within a millisecond
/// @param instance which process
record Taken(Message message, boolean joins, Instant at, long number, String instance) {
  /// As they were said, by the platform's clock; as they came where that doesn't tell. It is the
  /// same for all processes, so that no two wait for each other.
  static final Comparator<Taken> ORDER =
      Comparator.comparing((Taken taken) -> taken.message().at())
          .thenComparing(Taken::at)
          .thenComparingLong(Taken::number)
          .thenComparing(Taken::instance);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message has no JSON", e);
    }
  }

  static Taken read(byte[] json) throws IOException {
    return MAPPER.readValue(json, Taken.class);
  }
}
