package dev.plotline.local.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Profiles of grids, as the session makes them of files.
final class Profiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Profiles() {}

  /// The profile of a file with one table.
  static ObjectNode of(Grid grid, String load) {
    var profile = JSON.createObjectNode().put("file", grid.file()).put("kind", "table");
    profile.putArray("tables").add(table(grid, null, load));
    profile.putArray("problems");
    return profile;
  }

  static ObjectNode table(Grid grid, @Nullable String sheet, String load) {
    var table = JSON.createObjectNode().put("sheet", sheet).put("rows", grid.rows().size());
    table.putNull("title");
    table.put("columnCount", grid.columns().size()).put("load", load);
    var columns = table.putArray("columns");
    for (int i = 0; i < grid.columns().size(); i++) {
      int at = i;
      columns.add(
          column(
              grid.columns().get(i),
              grid.rows().stream().map(r -> r.get(at)).filter(Objects::nonNull).toList(),
              grid.rows().size()));
    }
    return table;
  }

  private static ObjectNode column(String name, List<Object> values, int rows) {
    var column = JSON.createObjectNode().put("name", name);
    column.put("type", type(values)).put("missing", rows - values.size());
    var distinct = values.stream().distinct().toList();
    column.put("distinct", distinct.size());
    ArrayNode examples = column.putArray("examples");
    distinct.stream()
        .limit(3)
        .forEach(v -> examples.addPOJO(v instanceof LocalDate d ? d.toString() : v));
    if (values.getFirst() instanceof Number) {
      column.put(
          "min", values.stream().mapToDouble(v -> ((Number) v).doubleValue()).min().orElse(0));
      column.put(
          "max", values.stream().mapToDouble(v -> ((Number) v).doubleValue()).max().orElse(0));
      if (type(values).equals("integer")) {
        column.put("min", column.get("min").asLong()).put("max", column.get("max").asLong());
      }
    }
    if (values.getFirst() instanceof LocalDate) {
      var sorted = values.stream().map(Object::toString).sorted().toList();
      column.put("min", sorted.getFirst()).put("max", sorted.getLast());
    }
    return column;
  }

  private static String type(List<Object> values) {
    return switch (values.getFirst()) {
      case LocalDate _ -> "date";
      case Boolean _ -> "boolean";
      case Number _ ->
          values.stream().allMatch(v -> ((Number) v).doubleValue() % 1 == 0) ? "integer" : "number";
      default -> "text";
    };
  }
}
