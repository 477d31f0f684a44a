package dev.plotline.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/// A Jupyter notebook that is being written, in version 4.5 of its format
/// (<https://nbformat.readthedocs.io/en/latest/format_description.html>).
final class Notebook {
  /// What Jupyter goes on after, although the cell fails.
  private static final String MAY_FAIL = "raises-exception";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode whole = JSON.createObjectNode();
  private final ArrayNode cells = whole.putArray("cells");
  private int executed;

  /// Adds words.
  void prose(String markdown) {
    cell("markdown", markdown).putObject("metadata");
  }

  /// Adds code.
  ///
  /// @param mayFail whether what follows runs although this fails
  /// @return what it printed and drew, to be filled
  Outputs code(String source, boolean mayFail) {
    ObjectNode cell = cell("code", source).put("execution_count", ++executed);
    ObjectNode metadata = cell.putObject("metadata");
    if (mayFail) {
      metadata.putArray("tags").add(MAY_FAIL);
    }
    return new Outputs(cell.putArray("outputs"), executed);
  }

  private ObjectNode cell(String type, String source) {
    return cells
        .addObject()
        .put("cell_type", type)
        .put("id", "cell-" + cells.size())
        .put("source", valid(source));
  }

  /// The file.
  ///
  /// @param python the version, empty when it isn't known
  byte[] bytes(String python) {
    ObjectNode metadata = whole.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("name", "python3")
        .put("display_name", "Python 3")
        .put("language", "python");
    ObjectNode language = metadata.putObject("language_info").put("name", "python");
    if (!python.isEmpty()) {
      language.put("version", python);
    }
    whole.put("nbformat", 4).put("nbformat_minor", 5);
    try {
      return JSON.writeValueAsBytes(whole);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notebook has no JSON", e);
    }
  }

  /// Half a character has no place in a file.
  static String valid(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
