package dev.plotline.local.code;

import java.nio.file.Path;

/// One session's folder on this machine: `work` is what its code sees, `tmp` its temporary files
/// where these can't be in memory. `uid` is the user that code runs as, -1 for whoever we are.
record Place(Path folder, int uid) {
  Path work() {
    return folder.resolve("work");
  }

  Path tmp() {
    return folder.resolve("tmp");
  }

  /// Shared memory, where that can't be bounded in memory.
  Path shared() {
    return folder.resolve("shared");
  }
}
