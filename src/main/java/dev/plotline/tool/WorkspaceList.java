package dev.plotline.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// `workspace_list`: the files kept for this thread, also while no session runs.
public final class WorkspaceList implements Tool {
  private static final Spec SPEC =
      new Spec(
          "workspace_list",
          """
          List the files that are kept for this thread: what people sent and what code made, as \
          code-interpreter/<path>. They are in the session's working folder too, under <path>.\
          """,
          Schema.parse(
              """
              {"type": "object",
               "properties": {
                 "path": {"type": "string",
                   "description": "One folder or file; all if left out."}}}\
              """));

  private final Work work;

  /// The tool for a turn.
  public WorkspaceList(Work work) {
    this.work = work;
  }

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public Result run(JsonNode input, Duration limit) {
    String place = WorkspaceRead.plain(input.path("path").asText(""));
    try {
      ObjectNode result = Results.JSON.createObjectNode();
      var files = result.putArray("files");
      int left = 0;
      for (Workspace.Saved file : work.workspace().latest()) {
        if (!isIn(place, file.path())) {
          continue;
        }
        if (result.toString().length() > Results.MAX - 1_000) {
          left++;
          continue;
        }
        files
            .addObject()
            .put("path", WorkspaceRead.PREFIX + file.path())
            .put("size", file.size())
            .put("last_modified", file.at().toString());
      }
      result.put("count", files.size() + left);
      if (left > 0) {
        result.put("note", left + " more files are not shown: give a `path`.");
      }
      return new Result(false, List.of(new Block.Text(result.toString())));
    } catch (IOException e) {
      return Result.error(
          "The workspace can't be reached right now; the session still has its files.");
    }
  }

  /// Whole names only: `sub` is no place for `subway.csv`.
  private static boolean isIn(String place, String path) {
    return place.isEmpty() || (path + "/").startsWith(place.endsWith("/") ? place : place + "/");
  }
}
