package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What a person sees: the answer on standard output, the progress on standard error. Everything
/// that is shown came from a model or a file, so control characters are taken out of it.
final class Screen {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean live;
  private final Clock clock;
  private boolean open;

  /// A screen.
  ///
  /// @param live whether standard error is a terminal, on which one line can be kept up to date
  Screen(PrintStream out, PrintStream err, boolean live, Clock clock) {
    this.out = out;
    this.err = err;
    this.live = live;
    this.clock = clock;
  }

  /// Shows a step.
  void progress(String step) {
    if (live) {
      err.print("\r\u001b[2K" + inLine(step));
      err.flush();
      open = true;
    } else {
      err.println(inLine(step));
    }
  }

  /// Ends the line of progress.
  void endProgress() {
    if (open) {
      err.print("\r\u001b[2K");
      err.flush();
      open = false;
    }
  }

  /// Shows a sentence of trouble.
  void trouble(String sentence) {
    endProgress();
    err.println("plotline: " + inLine(sentence));
  }

  /// Prints JSON on a line of its own.
  void json(JsonNode answer) {
    out.println(answer);
  }

  /// Prints an answer for a person.
  void answer(JsonNode answer) {
    out.println(clean(answer.path("answer").asText().strip()));
    out.println();
    answer.path("notices").forEach(notice -> out.println("! " + inLine(notice.asText())));
    int n = 0;
    for (JsonNode figure : answer.path("figures")) {
      out.println(line("Figure " + ++n, figure));
    }
    for (JsonNode file : answer.path("files")) {
      out.println(line("File", file));
    }
    for (JsonNode reading : answer.path("read")) {
      out.println(read(reading));
    }
  }

  private String line(String what, JsonNode file) {
    var line = new StringBuilder(what + " · " + inLine(file.path("name").asText()));
    if (file.hasNonNull("path")) {
      line.append(" · ").append(inLine(file.get("path").asText()));
    }
    if (file.hasNonNull("problem")) {
      line.append(" · ").append(inLine(file.get("problem").asText()));
    }
    if (file.hasNonNull("url")) {
      Duration left =
          Duration.between(clock.instant(), Instant.parse(file.get("expiresAt").asText()));
      line.append(" · expires in ").append(words(left)).append("\n  ");
      line.append(file.get("url").asText());
    }
    return line.toString();
  }

  private static String read(JsonNode reading) {
    var line = new StringBuilder("Read " + inLine(reading.path("file").asText()));
    if (reading.hasNonNull("sheet")) {
      line.append(": sheet ").append(inLine(reading.get("sheet").asText()));
    }
    if (reading.hasNonNull("rows")) {
      line.append(reading.hasNonNull("sheet") ? ", " : ": ")
          .append(
              String.format(
                  Locale.ROOT,
                  "%,d rows × %d columns",
                  reading.get("rows").asLong(),
                  reading.path("columns").asInt()));
    }
    reading
        .path("problems")
        .forEach(problem -> line.append(" · ").append(inLine(problem.asText())));
    return line.toString();
  }

  private static String words(Duration left) {
    long minutes = Math.max(0, left.plusSeconds(30).toMinutes());
    return minutes < 60 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }

  /// The same on one line, for what stands within a line of ours: a name could pretend to be more
  /// of them.
  private static String inLine(String text) {
    return clean(text).replaceAll("\\s+", " ");
  }

  /// Without what could move the cursor, change colours or reorder the text.
  static String clean(String text) {
    return text.codePoints()
        .filter(c ->
            c == '\n'
                || c == '\t'
                || !(Character.getType(c) == Character.CONTROL
                    || (c >= 0x202A && c <= 0x202E)
                    || (c >= 0x2066 && c <= 0x2069)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
