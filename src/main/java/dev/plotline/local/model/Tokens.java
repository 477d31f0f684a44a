package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Counts tokens plausibly (four characters each, a fixed price for an image) and plays the prompt
/// cache: what stands before a `cachePoint` is written once and read when it comes again.
final class Tokens {
  private static final int CACHED_PREFIXES = 1_000;
  private static final int IMAGE = 1_500;

  private final Map<Integer, Boolean> prefixes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
          return size() > CACHED_PREFIXES;
        }
      };

  /// The usage of a request, its answer not counted yet.
  synchronized Usage read(JsonNode request, String model) {
    int tokens = 0;
    int cached = 0;
    int known = 0;
    int hash = model.hashCode();
    for (var block : inCacheOrder(request)) {
      if (block.has("cachePoint")) {
        cached = tokens;
        known = prefixes.put(hash, true) == null ? known : tokens;
      } else {
        tokens += count(block);
        hash = Objects.hash(hash, block);
      }
    }
    return new Usage(tokens - cached, 0, known, cached - known);
  }

  /// The tokens of words.
  static int count(String text) {
    return (text.length() + 3) / 4;
  }

  private static int count(JsonNode block) {
    var images = block.findValues("image");
    int bytes = images.stream().mapToInt(i -> i.at("/source/bytes").asText().length()).sum();
    return (block.toString().length() - bytes + 3) / 4 + images.size() * IMAGE;
  }

  private static List<JsonNode> inCacheOrder(JsonNode request) {
    var blocks = new ArrayList<JsonNode>();
    request.at("/toolConfig/tools").forEach(blocks::add);
    request.path("system").forEach(blocks::add);
    request.path("messages").forEach(m -> m.path("content").forEach(blocks::add));
    return blocks;
  }
}
