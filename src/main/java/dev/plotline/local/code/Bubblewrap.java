package dev.plotline.local.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Name spaces, a read-only system and no capabilities. `abilities` are the options that the
/// installed bubblewrap knows: older ones neither close user name spaces nor bound a tmpfs.
///
/// The order of the options counts: what is bound below `/tmp` must come after `/tmp` itself.
record Bubblewrap(Path program, Parts parts, Set<String> abilities) implements Isolation.Walls {
  private static final String DRIVER = "/opt/plotline";
  private static final List<String> NETWORK_FILES =
      List.of(
          "/etc/resolv.conf",
          "/etc/hosts",
          "/etc/nsswitch.conf",
          "/etc/ssl",
          "/etc/pki",
          "/etc/ca-certificates");
  private static final List<String> SYSTEM_FILES =
      List.of(
          "/etc/alternatives",
          "/etc/debian_version",
          "/etc/fonts",
          "/etc/ld.so.cache",
          "/etc/localtime",
          "/etc/matplotlibrc",
          "/etc/mime.types",
          "/etc/os-release",
          "/var/cache/fontconfig");

  @Override
  public String status() {
    return "bubblewrap";
  }

  @Override
  public List<String> command(Place place) {
    var command = new ArrayList<String>(Root.expendable());
    command.addAll(Root.drop(place.uid()));
    command.add(program.toString());
    names(command);
    system(command);
    memory(command, place);
    parts.readable().forEach(path -> bind(command, "--ro-bind", path, path.toString()));
    bind(command, "--ro-bind", parts.driver(), DRIVER);
    bind(command, "--ro-bind", parts.driver().resolve("etc/passwd"), "/etc/passwd");
    bind(command, "--ro-bind", parts.driver().resolve("etc/group"), "/etc/group");
    bind(command, "--bind", place.work(), WORK);
    command.addAll(List.of("--remount-ro", "/", "--chdir", WORK, "--"));
    var config = parts.config("bubblewrap", WORK, "/tmp", DRIVER, counted());
    command.addAll(parts.start("supervisor", DRIVER, config));
    return command;
  }

  private void names(List<String> command) {
    command.addAll(
        List.of("--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"));
    if (abilities.contains("--disable-userns")) {
      command.add("--disable-userns");
    }
    command.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts"));
    // Else process 1 is bubblewrap's own, of the same user and without our filter of system calls.
    command.add("--as-pid-1");
    command.addAll(List.of("--unshare-cgroup-try", "--hostname", "sandbox"));
    if (!parts.network()) {
      command.add("--unshare-net");
    }
    command.addAll(List.of("--die-with-parent", "--new-session", "--clearenv"));
  }

  private void system(List<String> command) {
    bind(command, "--ro-bind", Path.of("/usr"), "/usr");
    for (String name : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
      var path = Path.of("/" + name);
      if (Files.isSymbolicLink(path)) {
        command.addAll(List.of("--symlink", target(path), path.toString()));
      } else if (Files.isDirectory(path)) {
        bind(command, "--ro-bind", path, path.toString());
      }
    }
    SYSTEM_FILES.forEach(file -> bind(command, "--ro-bind-try", Path.of(file), file));
    if (parts.network()) {
      NETWORK_FILES.forEach(file -> bind(command, "--ro-bind-try", Path.of(file), file));
    }
    command.addAll(List.of("--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"));
    // It reads the same and can't be mapped: shared memory that way could not be counted.
    bind(command, "--dev-bind", Path.of("/dev/full"), "/dev/zero");
  }

  /// What lies in memory is bounded where bubblewrap can do that, else it lies on disk, where it is
  /// counted: a tmpfs as it comes takes half of the machine's memory.
  private void memory(List<String> command, Place place) {
    if (boundsMemory()) {
      command.addAll(List.of("--size", "67108864", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
      command.addAll(List.of("--size", "268435456", "--tmpfs", "/tmp"));
    } else {
      bind(command, "--bind", place.shared(), "/dev/shm");
      command.addAll(List.of("--remount-ro", "/dev"));
      bind(command, "--bind", place.tmp(), "/tmp");
    }
  }

  private List<String> counted() {
    return boundsMemory() ? List.of(WORK) : List.of(WORK, "/tmp", "/dev/shm");
  }

  private boolean boundsMemory() {
    return abilities.contains("--size");
  }

  private static void bind(List<String> command, String how, Path source, String target) {
    command.addAll(List.of(how, source.toString(), target));
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
