package dev.plotline.local.slack.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/// JSON as this room reads and writes it.
public final class Json {
  /// Safe for several threads.
  public static final ObjectMapper MAPPER = JsonMapper.builder().build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build());
  }

  private Json() {}

  /// An empty object.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// An empty list.
  public static ArrayNode list() {
    return MAPPER.createArrayNode();
  }

  /// A list of texts.
  public static ArrayNode texts(Collection<String> texts) {
    var list = list();
    texts.forEach(list::add);
    return list;
  }

  /// Reads JSON; a missing node when it is none.
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  /// Writes it on one line.
  public static String write(JsonNode node) {
    return node.toString();
  }
}
