package dev.plotline.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Something the model may call. Made for one turn, used by one thread.
public interface Tool {
  /// How it is described to the model.
  Spec spec();

  /// Names that are understood too but not advertised.
  default Set<String> aliases() {
    return Set.of();
  }

  /// Runs it. The caller's mistakes are results; an exception is a bug or a broken machine.
  ///
  /// @param input an object, checked by nobody yet
  /// @param limit how long it may take
  Result run(JsonNode input, Duration limit) throws InterruptedException;

  /// How a tool is described.
  ///
  /// @param name letters, digits, `_` and `-`
  /// @param description when to use it and when not
  /// @param schema the input's JSON Schema
  record Spec(String name, String description, JsonNode schema) {}

  /// What it returned.
  ///
  /// @param error whether it failed
  /// @param content texts and images for the model
  record Result(boolean error, List<Block> content) {
    /// Copies the list.
    public Result {
      content = List.copyOf(content);
    }

    /// A failure in words.
    public static Result error(String text) {
      return new Result(true, List.of(new Block.Text(text)));
    }
  }
}
