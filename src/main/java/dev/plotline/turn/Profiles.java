package dev.plotline.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Makes the profiles of many or wide files short enough for a question: every file stays named,
/// and what is left out the model can look up by code.
final class Profiles {
  /// A quarter of what a conversation may hold.
  static final int MOST_CHARACTERS = 100_000;

  private Profiles() {}

  /// The same profiles, or shorter ones that say so.
  static List<JsonNode> within(List<JsonNode> profiles, int most) {
    List<JsonNode> shown = profiles;
    for (Consumer<ObjectNode> step : steps()) {
      if (length(shown) <= most) {
        return shown;
      }
      shown = shown.stream().map(profile -> shortened(profile, step)).toList();
    }
    var fitting = new ArrayList<JsonNode>();
    int length = 0;
    for (JsonNode profile : shown) {
      length += profile.toString().length();
      if (length > most) {
        break;
      }
      fitting.add(profile);
    }
    return fitting;
  }

  private static List<Consumer<ObjectNode>> steps() {
    return List.of(
        profile -> {
          for (JsonNode table : profile.path("tables")) {
            for (JsonNode column : table.path("columns")) {
              ((ObjectNode) column).retain(Set.of("name", "type"));
            }
          }
        },
        profile -> {
          profile.remove("text");
          for (JsonNode table : profile.path("tables")) {
            ((ObjectNode) table).remove(List.of("columns", "mergedCells", "totalRows"));
          }
        },
        profile -> profile.retain("file", "kind", "bytes", "problems", "shortened"));
  }

  private static JsonNode shortened(JsonNode profile, Consumer<ObjectNode> step) {
    ObjectNode copy = profile.deepCopy();
    step.accept(copy);
    return copy.put("shortened", "there was too much for one message: look at the file by code");
  }

  private static int length(List<JsonNode> profiles) {
    return profiles.stream().mapToInt(profile -> profile.toString().length()).sum();
  }
}
