package dev.plotline.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `workspace_read`: a text file kept for this thread. The content of a binary file is left out,
/// because one would fill the model's window.
public final class WorkspaceRead implements Tool {
  /// The name space that the files of a session have in the workspace.
  static final String PREFIX = "code-interpreter/";

  private static final int MAX_BYTES = 100_000;

  private static final Spec SPEC =
      new Spec(
          "workspace_read",
          """
          Read a text file that is kept for this thread, by its path in workspace_list. Use \
          execute_code to read tables, documents and anything large.\
          """,
          Schema.parse(
              """
              {"type": "object",
               "properties": {
                 "path": {"type": "string", "description": "code-interpreter/<path>"}},
               "required": ["path"]}\
              """));

  private final Work work;

  /// The tool for a turn.
  public WorkspaceRead(Work work) {
    this.work = work;
  }

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public Result run(JsonNode input, Duration limit) {
    String path = input.path("path").asText("").strip();
    String plain = plain(path);
    try {
      Optional<Workspace.Saved> file =
          work.workspace().latest().stream().filter(one -> one.path().equals(plain)).findFirst();
      return file.isEmpty() ? Result.error("File not found: " + path) : read(file.get());
    } catch (IOException e) {
      return Result.error(
          "The workspace can't be reached right now; the session still has its files.");
    }
  }

  /// A path of the workspace as one of the working folder; the name space may be left out.
  static String plain(String path) {
    String plain = path.strip().replaceFirst("^/+", "");
    return (plain + "/").equals(PREFIX)
        ? ""
        : plain.startsWith(PREFIX) ? plain.substring(PREFIX.length()) : plain;
  }

  private Result read(Workspace.Saved file) throws IOException {
    byte[] bytes;
    try (InputStream in = work.workspace().open(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    ObjectNode result = Results.JSON.createObjectNode().put("path", PREFIX + file.path());
    String text = text(bytes, bytes.length < file.size());
    if (text == null) {
      result.put("encoding", "binary").put("content_omitted", true);
    } else {
      String shown = Results.cut(text, Results.MAX / 2);
      result.put("encoding", "text").put("content", shown);
      result.put("truncated", shown.length() < text.length() || bytes.length < file.size());
    }
    result.put("size", file.size()).put("status", "ok");
    return new Result(false, List.of(new Block.Text(result.toString())));
  }

  /// The text, null when it is none. The last character of a part may be cut in two.
  private static @Nullable String text(byte[] bytes, boolean part) {
    for (int cut = 0; cut <= (part ? 3 : 0) && cut <= bytes.length; cut++) {
      try {
        String text =
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut)).toString();
        return text.indexOf('\0') >= 0 ? null : text;
      } catch (CharacterCodingException e) {
        // Cut a little earlier, or no text.
      }
    }
    return null;
  }
}
