package dev.plotline.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockagentcore.model.CodeInterpreterResult;
import software.amazon.awssdk.services.bedrockagentcore.model.ContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolResultStructuredContent;

/// What a tool of the service answered, put together from however many events it came in: texts
/// follow each other, one error makes it an error, and of a single value the last one counts.
final class ToolAnswer {
  private final List<ContentBlock> content = new ArrayList<>();
  private final StringBuilder stdout = new StringBuilder();
  private final StringBuilder stderr = new StringBuilder();
  private @Nullable Integer exitCode;
  private @Nullable Double time;
  private boolean structured;
  private boolean error;
  private boolean any;

  void add(CodeInterpreterResult result) {
    any = true;
    error |= Boolean.TRUE.equals(result.isError());
    content.addAll(result.content());
    ToolResultStructuredContent more = result.structuredContent();
    if (more != null) {
      structured = true;
      stdout.append(more.stdout() == null ? "" : more.stdout());
      stderr.append(more.stderr() == null ? "" : more.stderr());
      exitCode = more.exitCode() == null ? exitCode : more.exitCode();
      time = more.executionTime() == null ? time : more.executionTime();
    }
  }

  /// Whether there was an event at all. A stream that was cut ends like one that is complete, so
  /// without one nothing is known.
  boolean isThere() {
    return any;
  }

  boolean failed() {
    return error || exitCode() != 0;
  }

  int exitCode() {
    return exitCode == null ? (error ? 1 : 0) : exitCode;
  }

  String stdout() {
    return structured || error ? stdout.toString() : text();
  }

  String stderr() {
    return structured || !error ? stderr.toString() : text();
  }

  List<ContentBlock> content() {
    return content;
  }

  /// The plain texts.
  String text() {
    return String.join(
        "\n", content.stream().map(ContentBlock::text).filter(t -> t != null).toList());
  }

  /// How long it ran. The number is documented as milliseconds and has only been seen as seconds; a
  /// run can't have taken longer than we waited for it, which tells the two apart.
  ///
  /// @param waited how long the call took
  Duration time(Duration waited) {
    if (time == null || !Double.isFinite(time) || time < 0) {
      return waited;
    }
    double most = waited.toNanos() / 1e9 + 1;
    double seconds = time <= most ? time : time / 1_000;
    return Duration.ofNanos((long) (Math.min(seconds, most) * 1e9));
  }
}
