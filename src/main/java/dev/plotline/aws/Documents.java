package dev.plotline.aws;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;
import static com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import software.amazon.awssdk.core.document.Document;

/// JSON from and to the model, exact to the last digit of a number.
final class Documents {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(USE_BIG_DECIMAL_FOR_FLOATS, FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Documents() {}

  /// A JSON value as the SDK wants it.
  static Document of(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        var members = new LinkedHashMap<String, Document>();
        json.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
        yield Document.fromMap(members);
      }
      case ARRAY -> {
        var items = new ArrayList<Document>();
        json.forEach(item -> items.add(of(item)));
        yield Document.fromList(items);
      }
      case NUMBER ->
          json.isIntegralNumber()
              ? Document.fromNumber(json.bigIntegerValue())
              : Document.fromNumber(json.decimalValue());
      case BOOLEAN -> Document.fromBoolean(json.booleanValue());
      case NULL, MISSING -> Document.fromNull();
      case STRING, BINARY, POJO -> Document.fromString(json.asText());
    };
  }

  /// The input that a model wrote for a tool. What isn't an object becomes one that holds it, so
  /// that the tool can tell the model what was wrong with it.
  static JsonNode input(String written) {
    if (written.isBlank()) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode input = JSON.readTree(written);
      if (input.isObject()) {
        return input;
      }
    } catch (JsonProcessingException e) {
      // Told to the model below.
    }
    return JsonNodeFactory.instance.objectNode().put("malformed_json", written);
  }
}
