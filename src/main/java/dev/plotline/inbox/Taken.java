package dev.plotline.inbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.plotline.chat.Message;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.function.Function;

/// A message as it is recorded.
///
/// @param message what was said; for files that came apart, those files only
/// @param joins whether it is files that came apart from their message
/// @param at when it was taken
/// @param number counts what the process has taken, for the order within a millisecond
/// @param instance which process
record Taken(Message message, boolean joins, Instant at, long number, String instance) {
  /// As they came.
  static final Comparator<Taken> ORDER =
      Comparator.comparing(Taken::at).thenComparingLong(Taken::number);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(ZoneId.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new Parsed<>(Instant.class, Instant::parse))
                  .addDeserializer(ZoneId.class, new Parsed<>(ZoneId.class, ZoneId::of)))
          .build();

  byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message has no JSON", e);
    }
  }

  static Taken read(InputStream json) throws IOException {
    return MAPPER.readValue(json, Taken.class);
  }

  /// A value that is written as text.
  private static final class Parsed<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    Parsed(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return parse.apply(parser.getText());
      } catch (DateTimeException e) {
        throw new IOException("no time: " + e.getMessage(), e);
      }
    }
  }
}
