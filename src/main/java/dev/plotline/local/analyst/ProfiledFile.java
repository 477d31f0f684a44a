package dev.plotline.local.analyst;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A file as the context describes it.
record ProfiledFile(String name, String kind, List<Table> tables, List<String> problems) {
  ProfiledFile {
    tables = List.copyOf(tables);
    problems = List.copyOf(problems);
  }

  static ProfiledFile of(JsonNode profile) {
    String name = profile.path("file").asText();
    var tables = new ArrayList<Table>();
    for (var table : profile.path("tables")) {
      if (table.hasNonNull("load") && !table.path("columns").isEmpty()) {
        tables.add(table(name, table));
      }
    }
    return new ProfiledFile(
        name, profile.path("kind").asText(), tables, strings(profile.path("problems")));
  }

  private static Table table(String file, JsonNode table) {
    var columns = new ArrayList<Column>();
    table.path("columns").forEach(c -> columns.add(column(c)));
    return new Table(
        file,
        text(table.path("sheet")),
        text(table.path("title")),
        table.path("rows").asLong(),
        columns,
        table.path("load").asText(),
        strings(table.path("problems")));
  }

  private static Column column(JsonNode column) {
    return new Column(
        column.path("name").asText(),
        type(column.path("type").asText()),
        column.path("missing").asLong(),
        column.path("distinct").asLong(),
        strings(column.path("examples")),
        text(column.path("min")),
        text(column.path("max")));
  }

  private static Column.Type type(String name) {
    try {
      return Column.Type.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Column.Type.MIXED;
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asText();
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
