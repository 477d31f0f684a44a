package dev.plotline.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.plotline.agent.Block;
import dev.plotline.sandbox.Step;
import java.io.IOException;

/// The stored form of a turn. Fields that are not known are passed over, because a bucket may have
/// been written by a newer Plotline.
final class RecordJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
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
}
