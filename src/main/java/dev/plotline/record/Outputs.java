package dev.plotline.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a cell of a notebook printed and drew. Only text and pictures, which every front end shows
/// without being asked to trust the file.
final class Outputs {
  /// More of one stream makes a notebook that opens slowly and that nobody reads.
  static final int LONGEST = 100_000;

  private static final String TRACEBACK = "Traceback (most recent call last)";
  private static final Pattern LAST = Pattern.compile("([A-Za-z_][\\w.]*)(?:: (.*))?");

  private final ArrayNode outputs;
  private final int count;

  Outputs(ArrayNode outputs, int count) {
    this.outputs = outputs;
    this.count = count;
  }

  /// Adds a stream.
  void stream(String name, String text) {
    if (!text.isEmpty()) {
      outputs.addObject().put("output_type", "stream").put("name", name).put("text", cut(text));
    }
  }

  /// Adds what a run complained about; of one that failed, the exception apart.
  void complaints(String text, boolean failed) {
    int from = text.indexOf(TRACEBACK);
    List<String> trace = (from < 0 ? text : text.substring(from)).lines().toList();
    int frame = -1;
    for (int i = 0; i < trace.size(); i++) {
      frame = trace.get(i).startsWith("  File ") ? i : frame;
    }
    for (int i = frame + 1; failed && frame >= 0 && i < trace.size(); i++) {
      Matcher last = LAST.matcher(trace.get(i));
      if (last.matches()) {
        stream("stderr", from < 0 ? "" : text.substring(0, from));
        error(last, trace);
        return;
      }
    }
    stream("stderr", text);
  }

  private void error(Matcher last, List<String> trace) {
    String name = last.group(1);
    ObjectNode error = outputs.addObject().put("output_type", "error");
    error.put("ename", name.substring(name.lastIndexOf('.') + 1));
    error.put("evalue", last.group(2) == null ? "" : cut(last.group(2)));
    ArrayNode lines = error.putArray("traceback");
    cut(String.join("\n", trace)).lines().forEach(lines::add);
  }

  /// Adds a picture that the code showed.
  void picture(String mediaType, String base64, String alt) {
    ObjectNode output = outputs.addObject().put("output_type", "display_data");
    picture(output, mediaType, base64, alt);
  }

  /// Adds a picture that is the value of the cell.
  void value(String mediaType, String base64, String alt) {
    ObjectNode output =
        outputs.addObject().put("output_type", "execute_result").put("execution_count", count);
    picture(output, mediaType, base64, alt);
  }

  private static void picture(ObjectNode output, String mediaType, String base64, String alt) {
    ObjectNode data = output.putObject("data").put("text/plain", Notebook.valid(alt));
    ObjectNode metadata = output.putObject("metadata");
    if (!base64.isEmpty()) {
      data.put(mediaType, base64);
      metadata.putObject(mediaType).put("alt", Notebook.valid(alt));
    }
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return Notebook.valid(text);
    }
    return Notebook.valid(text.substring(0, LONGEST))
        + "\n[... %,d characters left out of this notebook ...]\n"
            .formatted(text.length() - LONGEST);
  }
}
