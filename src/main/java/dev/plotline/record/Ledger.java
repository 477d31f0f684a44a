package dev.plotline.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.chat.Reply;
import dev.plotline.file.FileName;
import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Rehearsal;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Step;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes what a thread's code did into a notebook: the questions, the code as it ran, what it
/// printed and drew then.
final class Ledger {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  // Jupyter takes these for failures.
  private static final Pattern ENDS = Pattern.compile("\\b(?:exit|quit)\\s*\\(|\\bSystemExit\\b");
  private static final Pattern REQUIRES = Pattern.compile("\\brequire\\s*\\(");
  private static final String NO_RAISE = "%%script --no-raise-error ";

  private final Notebook notebook = new Notebook();
  private final Rehearsal rehearsal;
  private final Inputs inputs;
  private final Charts charts;
  private int step;

  Ledger(Rehearsal rehearsal, Inputs inputs, Workspace workspace) {
    this.rehearsal = rehearsal;
    this.inputs = inputs;
    this.charts = new Charts(workspace);
  }

  /// The notebook's file.
  byte[] of(List<TurnRecord> turns, Instant now) {
    notebook.prose(head(now));
    int question = 0;
    for (TurnRecord turn : turns) {
      if (!turn.journal().steps().isEmpty()) {
        notebook.prose(question(turn, ++question));
        steps(turn);
      }
    }
    return notebook.bytes(rehearsal.python());
  }

  private String head(Instant now) {
    var head = new StringBuilder("# The code of a thread\n\n");
    head.append("Made by Plotline, ").append(MINUTE.format(now)).append(". ");
    head.append(Prose.inline(rehearsal.sentence())).append("\n\n");
    if (!rehearsal.python().isEmpty()) {
      head.append("Python ").append(Prose.inline(rehearsal.python()));
      for (Map.Entry<String, String> one : rehearsal.libraries().entrySet()) {
        head.append(", ").append(Prose.inline(one.getKey() + " " + one.getValue()));
      }
      head.append(".\n\n");
    }
    if (!inputs.files().isEmpty()) {
      head.append("It reads these files; put them beside it to run it:\n\n");
      head.append("| file | bytes | SHA-256 |\n|---|---|---|\n");
      for (Inputs.Input file : inputs.files()) {
        String digest = file.digest().isEmpty() ? "deleted since" : "`" + file.digest() + "`";
        head.append(
            "| %s | %,d | %s |%n".formatted(Prose.inline(file.path()), file.size(), digest));
      }
    }
    return head.toString();
  }

  private static String question(TurnRecord turn, int number) {
    String words = turn.asked().text().strip();
    String files =
        turn.sent().stream().map(TurnRecord.Sent::path).collect(Collectors.joining(", "));
    return "## Question "
        + number
        + (words.isEmpty() ? "" : "\n\n" + Prose.quoted(words))
        + (files.isEmpty() ? "" : "\n\nWith it came: " + Prose.inline(files));
  }

  private void steps(TurnRecord turn) {
    var told = new Told(turn.answer().executions());
    for (Step one : turn.journal().steps()) {
      switch (one) {
        case Step.Placed placed -> placed(placed);
        case Step.Written written -> written(written);
        case Step.Removed(List<String> paths) -> notebook.code(removing(paths), false);
        case Step.Ran ran -> ran(ran, told.of(ran), turn);
      }
      if (rehearsal.otherwise().contains(step++)) {
        notebook.prose("*Run again in a new session, this came out otherwise.*");
      }
    }
  }

  private void placed(Step.Placed placed) {
    if (inputs.isNewer(placed)) {
      notebook.prose(
          "Here a newer %s took the place of the one before: put the one with SHA-256 `%s` there."
              .formatted(Prose.inline(placed.path()), inputs.of(placed).digest()));
    }
    if (Sandbox.isArchive(placed.path())) {
      String folder = FileName.last(placed.path()).replaceFirst("\\.[^.]*$", "");
      notebook.code(
          """
          # Plotline unpacks archives when they come.
          import zipfile
          with zipfile.ZipFile(%s) as archive:
              archive.extractall(%s)\
          """
              .formatted(PythonText.of(placed.path()), PythonText.of(folder)),
          true);
    }
  }

  private void written(Step.Written written) {
    String base64 = written.base64();
    if (base64 == null) {
      notebook.prose(
          "Here %s was written, which is too long for this notebook."
              .formatted(Prose.inline(written.path())));
      return;
    }
    byte[] bytes = Base64.getDecoder().decode(base64);
    String text = new String(bytes, UTF_8);
    boolean isText = Arrays.equals(text.getBytes(UTF_8), bytes) && text.indexOf('\0') < 0;
    String path = "pathlib.Path(" + PythonText.of(written.path()) + ")";
    var code = new StringBuilder("import base64, pathlib\n");
    if (written.path().contains("/")) {
      code.append(path).append(".parent.mkdir(parents=True, exist_ok=True)\n");
    }
    code.append(path).append(".write_bytes(");
    if (isText) {
      code.append("(\n");
      for (String line : text.split("(?<=\n)", -1)) {
        code.append("    ").append(PythonText.of(line)).append('\n');
      }
      code.append("    '').encode());");
    } else {
      code.append("base64.b64decode('").append(base64).append("'));");
    }
    notebook.code(code.toString(), false);
  }

  private static String removing(List<String> paths) {
    return paths.stream()
        .map(path -> "pathlib.Path(%s).unlink(missing_ok=True)".formatted(PythonText.of(path)))
        .collect(Collectors.joining("\n", "import pathlib\n", ""));
  }

  private void ran(Step.Ran ran, Reply.Execution told, TurnRecord turn) {
    boolean mayFail = ran.failed() || ENDS.matcher(ran.code()).find();
    Outputs outputs = notebook.code(source(ran), mayFail);
    outputs.stream("stdout", told.stdout());
    outputs.complaints(told.stderr(), ran.failed() && ran.language().equals("python"));
    for (Step.Chart chart : ran.charts()) {
      Charts.Picture picture = charts.of(chart, turn);
      if (chart.shown() || chart.path().startsWith(Workspace.HIDDEN)) {
        outputs.picture(picture.mediaType(), picture.base64(), picture.alt());
      } else {
        // Jupyter shows no file by itself. Nothing is imported, so that no name is taken away.
        notebook
            .code(
                "# The session shows pictures that are saved.\n"
                    + "__import__('IPython').display.Image(%s)"
                        .formatted(PythonText.of(chart.path())),
                true)
            .value(picture.mediaType(), picture.base64(), picture.alt());
      }
    }
  }

  private static String source(Step.Ran ran) {
    return switch (ran.language()) {
      case "shell" -> "%%bash\n" + ran.code();
      case "javascript" ->
          NO_RAISE
              + (REQUIRES.matcher(ran.code()).find() ? "node\n" : "node --input-type=module\n")
              + ran.code();
      case "typescript" -> NO_RAISE + "deno run --allow-all --ext=ts -\n" + ran.code();
      default -> ran.code();
    };
  }
}
