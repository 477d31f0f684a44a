package dev.plotline.local.code;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How processes of sessions are kept apart from this machine, found out once at start.
sealed interface Isolation {
  /// Where AgentCore keeps a session's files; ours are bound there too, so absolute paths agree.
  String WORK = "/opt/amazon/genesis1p-tools/var";

  /// The word for people: `bubblewrap`, `landlock`, `none`, or `off: ` with reason and remedy.
  String status();

  /// What a sandbox is made of, apart from the session.
  record Parts(Path python, Path driver, List<Path> readable) {}

  /// Name spaces, a read-only system and no capabilities.
  record Bubblewrap(Parts parts, boolean network, List<String> flags) implements Isolation {
    @Override
    public String status() {
      return "bubblewrap";
    }

    List<String> command(Place place, String config) {
      var command = new ArrayList<String>(Root.drop(place.uid()));
      command.addAll(
          List.of("/usr/bin/bwrap", "--unshare-user", "--uid", "65534", "--gid", "65534"));
      command.addAll(flags);
      command.addAll(
          words(
              """
              --cap-drop ALL --unshare-pid --unshare-ipc --unshare-uts --unshare-cgroup-try
              --hostname sandbox --die-with-parent --new-session --clearenv
              --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/sbin /sbin
              --symlink usr/lib /lib --symlink usr/lib64 /lib64
              --ro-bind-try /etc/alternatives /etc/alternatives
              --ro-bind-try /etc/fonts /etc/fonts --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache
              --ro-bind-try /etc/localtime /etc/localtime
              --ro-bind-try /etc/matplotlibrc /etc/matplotlibrc
              --ro-bind-try /etc/mime.types /etc/mime.types
              --ro-bind-try /var/cache/fontconfig /var/cache/fontconfig
              --proc /proc --dev /dev --size 67108864 --tmpfs /dev/shm --remount-ro /dev
              --size 268435456 --tmpfs /tmp
              """));
      if (!network) {
        command.add("--unshare-net");
      }
      for (Path path : parts.readable()) {
        bind(command, "--ro-bind", path, path.toString());
      }
      bind(command, "--ro-bind", parts.driver(), "/opt/plotline");
      bind(command, "--ro-bind", parts.driver().resolve("etc/passwd"), "/etc/passwd");
      bind(command, "--ro-bind", parts.driver().resolve("etc/group"), "/etc/group");
      bind(command, "--bind", place.work(), WORK);
      command.addAll(List.of("--remount-ro", "/", "--chdir", WORK, "--"));
      command.addAll(supervisor(parts.python(), Path.of("/opt/plotline"), config));
      return command;
    }

    private static void bind(List<String> command, String how, Path source, String target) {
      command.addAll(List.of(how, source.toString(), target));
    }

    private static List<String> words(String text) {
      return List.of(text.strip().split("\\s+"));
    }
  }

  /// No code is run; the reason is the probe's own, the remedy one sentence.
  record Off(String reason, String remedy) implements Isolation {
    @Override
    public String status() {
      return "off: " + reason + ". " + remedy;
    }
  }

  /// The supervisor's command line. `-I` keeps the workspace and the environment out of its
  /// imports.
  private static List<String> supervisor(Path python, Path driver, String config) {
    var boot =
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from "
            + Driver.PACKAGE
            + ".supervisor import main; main()";
    return List.of(python.toString(), "-I", "-B", "-c", boot, driver.toString(), config);
  }
}
