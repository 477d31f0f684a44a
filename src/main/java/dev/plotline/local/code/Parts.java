package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every sandbox is made of, whichever session it is for: the interpreters, the driver, the
/// limits. `readable` are folders outside of `/usr` that the interpreters need.
record Parts(
    Path python,
    @Nullable Path node,
    @Nullable Path typescript,
    Path driver,
    List<Path> readable,
    Limits limits,
    boolean network) {
  private static final List<String> PRELOADED =
      List.of("numpy", "pandas", "matplotlib.pyplot", "openpyxl");

  /// What the supervisor is told, with the paths as they are inside. `counted` are the folders that
  /// the limit of the workspace speaks of.
  String config(String tier, String work, String tmp, String driverInside, List<String> counted) {
    ObjectNode config =
        Json.object()
            .put("work", work)
            .put("tmp", tmp)
            .put("tier", tier)
            .put("network", network)
            .put("path", driverInside + "/bin:" + python.getParent() + ":/usr/bin:/bin");
    config.set("counted", Json.tree(counted));
    config.set("preload", Json.tree(PRELOADED));
    config.set("readable", Json.tree(readable.stream().map(Path::toString).toList()));
    if (node != null) {
      config.put("node", node.toString());
    }
    if (typescript != null) {
      config.put("swc", typescript.toString());
    }
    config
        .putObject("limits")
        .put("memory", limits.memory())
        .put("processes", limits.processes())
        .put("file", limits.file())
        .put("workspace", limits.workspace())
        .put("files", limits.files())
        .put("output", limits.output())
        .put("seconds", limits.call().toMillis() / 1000.0)
        .put("task_seconds", limits.task().toMillis() / 1000.0);
    return new String(Json.bytes(config), UTF_8);
  }

  /// Starts a module of the driver. `-I` keeps workspace and environment out of its imports.
  List<String> start(String module, String driverInside, String config) {
    var boot =
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from "
            + Driver.PACKAGE
            + "."
            + module
            + " import main; main()";
    return List.of(python.toString(), "-I", "-S", "-B", "-c", boot, driverInside, config);
  }
}
