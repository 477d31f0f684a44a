package dev.plotline.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `ci_push_to_workspace`: keeps files of the session beyond its end. A file keeps its path, so
/// that equal names in two folders don't collide; one that can't be kept is named.
public final class PushToWorkspace implements Tool {
  private static final Spec SPEC =
      new Spec(
          "ci_push_to_workspace",
          """
          Keep files of the session in the workspace and deliver them to the person. Files that \
          code writes are kept by themselves; use this for files that were there before.\
          """,
          Schema.parse(
              """
              {"type": "object",
               "properties": {
                 "paths": {"type": "array", "items": {"type": "string"},
                   "description": "Which; all files of the working folder, without its subfolders, if left out."}}}\
              """));

  private static final int NAMED = 50;

  private final Work work;

  /// The tool for a turn.
  public PushToWorkspace(Work work) {
    this.work = work;
  }

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public Result run(JsonNode input, Duration left) throws InterruptedException {
    work.begin(left);
    Set<String> paths = new LinkedHashSet<>();
    input.path("paths").forEach(path -> paths.add(Paths.plain(path.asText())));
    if (!paths.stream().allMatch(Paths::inside)) {
      return Result.error("Path must stay inside the session workspace.");
    }
    try {
      work.beginInSession("Keeping files");
      if (paths.isEmpty()) {
        work.sandbox().list("").stream()
            .filter(item -> !item.folder() && !item.name().startsWith("."))
            .map(Session.Item::name)
            .forEach(paths::add);
      }
      return push(paths);
    } catch (SandboxException e) {
      return Failures.of(e, work.sessionNotices());
    } catch (IOException e) {
      return Result.error("The files could not be put into the session: " + e.getMessage());
    }
  }

  private boolean isKept(String path) throws InterruptedException {
    try {
      return (work.has(path) || work.hasRoom())
          && work.keep(path, work.sandbox().head(path, 1).size());
    } catch (IOException e) {
      return false;
    }
  }

  private Result push(Set<String> paths) throws InterruptedException {
    var saved = new ArrayList<String>();
    var failed = new ArrayList<String>();
    for (String path : paths) {
      (isKept(path) ? saved : failed).add(WorkspaceRead.PREFIX + path);
    }
    ObjectNode result = Results.JSON.createObjectNode();
    saved.forEach(result.putArray("files_saved")::add);
    result.put("count", saved.size());
    if (!failed.isEmpty()) {
      failed.stream().limit(NAMED).forEach(result.putArray("files_failed")::add);
      result.put("failed_count", failed.size());
    }
    result.put("status", failed.isEmpty() ? "ok" : saved.isEmpty() ? "error" : "partial");
    return new Result(!failed.isEmpty(), List.of(new Block.Text(result.toString())));
  }
}
