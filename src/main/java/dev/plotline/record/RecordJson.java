package dev.plotline.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.plotline.agent.Block;
import dev.plotline.sandbox.Step;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// The stored form of a turn. Fields that are not known are passed over, because a bucket may have
/// been written by a newer Plotline.
final class RecordJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(times())
          .addMixIn(Block.class, Tagged.class)
          .addMixIn(Step.class, TaggedStep.class)
          .build();

  private RecordJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Block.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Block.Image.class, name = "image"),
    @JsonSubTypes.Type(value = Block.ToolUse.class, name = "toolUse"),
    @JsonSubTypes.Type(value = Block.ToolResult.class, name = "toolResult"),
    @JsonSubTypes.Type(value = Block.Reasoning.class, name = "reasoning")
  })
  private interface Tagged {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Step.Placed.class, name = "placed"),
    @JsonSubTypes.Type(value = Step.Written.class, name = "written"),
    @JsonSubTypes.Type(value = Step.Removed.class, name = "removed"),
    @JsonSubTypes.Type(value = Step.Ran.class, name = "ran")
  })
  private interface TaggedStep {}

  static byte[] write(TurnRecord turn) {
    try {
      return MAPPER.writeValueAsBytes(turn);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a turn has no JSON", e);
    }
  }

  static TurnRecord read(byte[] json) throws IOException {
    return MAPPER.readValue(json, TurnRecord.class);
  }

  private static SimpleModule times() {
    return new SimpleModule()
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addSerializer(Duration.class, ToStringSerializer.instance)
        .addDeserializer(Instant.class, new Parsed<>(Instant.class, Instant::parse))
        .addDeserializer(Duration.class, new Parsed<>(Duration.class, Duration::parse));
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
