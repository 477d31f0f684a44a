package dev.plotline.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.sandbox.Execution;
import dev.plotline.sandbox.Figure;
import dev.plotline.sandbox.Language;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `execute_code`: runs code in the thread's session and shows the model what it printed and drew.
public final class ExecuteCode implements Tool {
  // The models take 20 images a message; ten charts a step leave room for the next step's.
  private static final int MAX_IMAGES = 10;

  private static final Spec SPEC =
      new Spec(
          "execute_code",
          """
          Run code in this thread's own session. Variables, imports and files of earlier calls are \
          still there. Use it for every number you state, for every chart and for reading files; \
          don't use it for greetings, for general knowledge, or for what you already computed. \
          Only what is printed comes back (stdout, stderr), so print what you need. Charts: draw \
          with matplotlib and leave the figure open; it is saved and shown to the person by itself, \
          and you get to see it. Files you write into the working folder are delivered too.\
          """,
          Schema.parse(
              """
              {"type": "object",
               "properties": {
                 "code": {"type": "string", "description": "The whole code to run."},
                 "language": {"type": "string", "enum": ["python", "javascript", "typescript"],
                   "description": "python unless there is a reason. Variables last in Python only."},
                 "output_filename": {"type": "string",
                   "description": "A file that the code writes and the person should get."},
                 "description": {"type": "string",
                   "description": "What this does, in at most six words, shown as progress."}},
               "required": ["code"]}\
              """));

  private final Work work;
  private final Duration limit;
  private final boolean debug;

  /// The tool for a turn.
  ///
  /// @param limit how long one run may take
  /// @param debug whether results carry `debug_info`
  public ExecuteCode(Work work, Duration limit, boolean debug) {
    this.work = work;
    this.limit = limit;
    this.debug = debug;
  }

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("execute_python");
  }

  @Override
  public Result run(JsonNode input, Duration left) throws InterruptedException {
    String code = input.path("code").asText("");
    if (code.isBlank()) {
      return Result.error("`code` is missing: send the whole code to run.");
    }
    Language language = language(input.path("language").asText("python"));
    if (language == null) {
      return Result.error("`language` must be python, javascript or typescript.");
    }
    work.begin(left);
    String description = input.path("description").asText("").strip();
    Duration allowed = left.compareTo(limit) < 0 ? left : limit;
    try {
      work.beginInSession(step(language, description));
      Execution execution = work.sandbox().run(language, code, allowed);
      work.keep(language.id(), code, execution);
      var notes = new ArrayList<>(work.sessionNotices());
      notes.addAll(execution.problems());
      String missing = missingOutput(Paths.plain(input.path("output_filename").asText("")));
      if (missing != null) {
        notes.add(missing);
      }
      return result(execution, notes);
    } catch (SandboxException e) {
      return Failures.of(e, work.sessionNotices());
    } catch (IOException e) {
      return Result.error("The files could not be put into the session: " + e.getMessage());
    }
  }

  private Result result(Execution execution, List<String> notes) throws InterruptedException {
    var content = new ArrayList<Block>();
    var images = new ArrayList<Block>();
    for (Figure figure : execution.figures()) {
      if (images.size() < MAX_IMAGES && !figure.small().isEmpty()) {
        try {
          byte[] bytes = work.read(figure.small());
          images.add(
              new Block.Image(figure.smallFormat(), Base64.getEncoder().encodeToString(bytes)));
        } catch (IOException e) {
          notes.add("One image could not be shown to you.");
        }
      }
    }
    content.add(new Block.Text(Results.of(execution, notes, debug ? debugInfo(execution) : null)));
    content.addAll(images);
    return new Result(execution.output().error(), content);
  }

  private JsonNode debugInfo(Execution execution) {
    Session.Output output = execution.output();
    ObjectNode info = Results.JSON.createObjectNode();
    info.put("session", work.sandbox().session());
    info.put("stdoutCharacters", output.stdout().length());
    info.put("stderrCharacters", output.stderr().length());
    info.put("figures", execution.figures().size());
    return info.put("files", execution.files().size());
  }

  private @Nullable String missingOutput(String name) throws InterruptedException {
    if (name.isBlank() || work.has(name)) {
      return null;
    }
    if (!Paths.inside(name)) {
      return "`output_filename` must be a path inside the working folder.";
    }
    try {
      work.keep(name, work.sandbox().head(name, 1).size());
      return null;
    } catch (IOException e) {
      return "The code ran, but it wrote no file of the name given as `output_filename`.";
    }
  }

  private static String step(Language language, String description) {
    String name =
        switch (language) {
          case PYTHON -> "Python";
          case JAVASCRIPT -> "JavaScript";
          case TYPESCRIPT -> "TypeScript";
        };
    return "Running " + name + (description.isEmpty() ? "" : ": " + Results.cut(description, 120));
  }

  private static @Nullable Language language(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "", "python", "python3", "py" -> Language.PYTHON;
      case "javascript", "js" -> Language.JAVASCRIPT;
      case "typescript", "ts" -> Language.TYPESCRIPT;
      default -> null;
    };
  }
}
