package dev.plotline.local.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/// Being root: sessions then run as users of their own, never as root itself.
///
/// Root that only enters a user name space stays host root where files of the kernel are concerned
/// (`/proc/sys` can be written), so the user is changed *before* anything else.
final class Root {
  private static final Path REACHABLE = Path.of("/var/lib/plotline");

  private Root() {}

  static boolean isOurs() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          && uid == 0;
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  /// Where sessions live: below `home`, unless we are root and the users that sessions then run as
  /// can't enter it, as with a home below `/root`.
  static Path base(Path home, boolean root) {
    try {
      Files.createDirectories(home);
      for (Path folder = home; root && folder != null; folder = folder.getParent()) {
        if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return Files.createDirectories(REACHABLE);
        }
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below " + home, e);
    }
  }

  /// What stands before all else: when memory is short, what it starts goes first, and can't change
  /// that. (Inside, its entry in `/proc` can't be written any more.)
  static List<String> expendable() {
    return List.of(
        "/bin/sh",
        "-c",
        "echo 1000 2> /dev/null > /proc/self/oom_score_adj; exec \"$@\"",
        "session");
  }

  /// What stands before a command to run it as `uid`; nothing when that is -1.
  static List<String> drop(int uid) {
    if (uid < 0) {
      return List.of();
    }
    return List.of(
        "/usr/bin/setpriv",
        "--reuid=" + uid,
        "--regid=" + uid,
        "--clear-groups",
        "--no-new-privs",
        "--inh-caps=-all",
        "--bounding-set=-all");
  }
}
