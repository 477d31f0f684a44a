package dev.plotline.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `file_operations`: reads, writes, lists and removes files of the working folder.
public final class FileOperations implements Tool {
  private static final Spec SPEC =
      new Spec(
          "file_operations",
          """
          Read, write, list or remove files of this thread's working folder. Paths are relative to \
          it. Use it for text files: notes, scripts, configuration, a report to deliver. Use \
          execute_code instead to read tables and documents, and for everything computed.\
          """,
          Schema.parse(
              """
              {"type": "object",
               "properties": {
                 "operation": {"type": "string", "enum": ["read", "write", "list", "remove"]},
                 "paths": {"type": "array", "items": {"type": "string"},
                   "description": "read, remove: the files. list: one folder, the working folder if left out."},
                 "content": {"type": "array", "items": {"type": "object",
                   "properties": {"path": {"type": "string"}, "text": {"type": "string"}},
                   "required": ["path", "text"]},
                   "description": "write: the files and their text."}},
               "required": ["operation"]}\
              """));

  private final Work work;

  /// The tool for a turn.
  public FileOperations(Work work) {
    this.work = work;
  }

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public Result run(JsonNode input, Duration left) throws InterruptedException {
    work.begin(left);
    String operation = input.path("operation").asText("").strip();
    var paths = new ArrayList<String>();
    input.path("paths").forEach(path -> paths.add(Paths.plain(path.asText())));
    input.path("content").forEach(file -> paths.add(Paths.plain(file.path("path").asText())));
    if (!operation.equals("list") && !paths.stream().allMatch(Paths::inside)) {
      return Result.error("Path must stay inside the session workspace.");
    }
    try {
      work.beginInSession("Looking after the files");
      return switch (operation) {
        case "read" -> read(paths);
        case "write" -> write(input.path("content"));
        case "list" -> list(paths.isEmpty() ? "" : paths.getFirst());
        case "remove" -> remove(paths);
        default ->
            Result.error("Unknown operation: '" + operation + "'. Use: read, write, list, remove");
      };
    } catch (SandboxException e) {
      return Failures.of(e, work.sessionNotices());
    } catch (IOException e) {
      return Result.error("The file operation failed: " + e.getMessage());
    }
  }

  private Result read(List<String> paths) throws IOException, InterruptedException {
    if (paths.isEmpty()) {
      return Result.error("paths required for read operation");
    }
    var text = new StringBuilder();
    boolean failed = false;
    int room = (Results.MAX - 500) / paths.size();
    for (String path : paths) {
      if (paths.size() > 1) {
        text.append(text.isEmpty() ? "" : "\n").append("== ").append(path).append(" ==\n");
      }
      try {
        text.append(Results.cut(shown(work.sandbox().head(path, 4 * Results.MAX)), room));
      } catch (SandboxException e) {
        if (e.kind() != SandboxException.Kind.REFUSED) {
          throw e;
        }
        failed = true;
        text.append("File not found or not readable: ").append(path);
      }
    }
    return new Result(failed, List.of(new Block.Text(text.toString())));
  }

  private static String shown(Sandbox.Head head) {
    if (head.size() == 0) {
      return "(empty)";
    }
    boolean whole = head.bytes().remaining() == head.size();
    try {
      String text =
          UTF_8
              .newDecoder()
              .onMalformedInput(whole ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE)
              .decode(head.bytes().duplicate())
              .toString();
      if (text.indexOf('\0') < 0) {
        return whole ? text : text + "\n[... the file has %,d bytes ...]".formatted(head.size());
      }
    } catch (CharacterCodingException e) {
      // Not text: said below.
    }
    return "(binary file of %,d bytes: use execute_code to read it)".formatted(head.size());
  }

  private Result write(JsonNode content) throws IOException, InterruptedException {
    if (content.isEmpty()) {
      return Result.error("content required for write operation");
    }
    var lines = new ArrayList<String>();
    for (JsonNode file : content) {
      String path = Paths.plain(file.path("path").asText());
      byte[] bytes = file.path("text").asText().getBytes(UTF_8);
      work.sandbox().write(path, () -> new ByteArrayInputStream(bytes));
      work.keep(path, bytes.length);
      lines.add("Written: " + path);
    }
    return new Result(false, List.of(new Block.Text(String.join("\n", lines))));
  }

  private Result list(String folder) throws IOException, InterruptedException {
    if (!folder.isEmpty() && !Paths.inside(folder)) {
      return Result.error("Path must stay inside the session workspace.");
    }
    ArrayNode entries = Results.JSON.createArrayNode();
    work.sandbox().list(folder).stream()
        .sorted(Comparator.comparing(Session.Item::name))
        .forEach(item ->
            entries
                .addObject()
                .put("name", item.name())
                .put("type", item.folder() ? "directory" : "file")
                .put("size", Math.max(0, item.size())));
    return new Result(
        false, List.of(new Block.Text(Results.cut(entries.toPrettyString(), Results.MAX))));
  }

  private Result remove(List<String> paths) throws IOException, InterruptedException {
    if (paths.isEmpty()) {
      return Result.error("paths required for remove operation");
    }
    work.sandbox().remove(paths);
    work.forget(paths);
    return new Result(
        false,
        List.of(
            new Block.Text(
                String.join("\n", paths.stream().map(path -> "Removed: " + path).toList()))));
  }
}
