package dev.plotline.local.code;

import dev.plotline.local.code.Isolation.Off;
import dev.plotline.local.code.Isolation.Walls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds out, by starting a real sandbox, which isolation works on this machine.
final class Probe {
  /// Prints the folders that a Python needs. Of one that lives right in somebody's home, which are
  /// the arguments, only what belongs to it: the rest is not for code to read.
  private static final String FACTS =
      """
      import glob, os, sys
      assert sys.version_info >= (3, 9), "Python 3.9 or newer is needed, this is " + sys.version.split()[0]
      program, homes = os.path.realpath(sys.executable), [os.path.realpath(home) for home in sys.argv[1:]]
      for folder in sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(program)):
          real, inside = os.path.realpath(folder), glob.escape(folder) + "/lib*/"
          if any(os.path.commonpath((home, real)) == real for home in homes):
              own = glob.glob(inside + "python%d.%d" % sys.version_info[:2]) + glob.glob(inside + "libpython*")
              print(sys.executable, program, folder + "/pyvenv.cfg", *own, sep="\\n")
          else:
              print(folder)
      """;

  private static final String NO_PYTHON =
      "Set PLOTLINE_PYTHON to a Python of at least 3.9 that every user can run.";
  private static final String NO_WALL =
      "Install bubblewrap and allow it user name spaces (in a container: run it with"
          + " --security-opt seccomp=unconfined --security-opt apparmor=unconfined), or use a kernel"
          + " of at least 6.12 with Landlock.";
  private static final String APPARMOR_IN_THE_WAY =
      "Allow it in AppArmor: write \"abi <abi/4.0>, include <tunables/global> profile bwrap"
          + " /usr/bin/bwrap flags=(unconfined) { userns, }\" into /etc/apparmor.d/bwrap, run"
          + " systemctl reload apparmor, and start again.";

  private final Options options;
  private final Path base;
  private final Places places;
  private final Starter starter;

  Probe(Options options, Path base, Places places, Starter starter) {
    this.options = options;
    this.base = base;
    this.places = places;
    this.starter = starter;
  }

  /// The isolation to use; `bubblewraps` are the places where the program may be.
  Isolation find(List<Path> bubblewraps) {
    List<Path> readable;
    try {
      readable = interpreterFolders();
    } catch (IOException e) {
      return new Off(reason(e), NO_PYTHON);
    }
    var typescript = base.resolve("typescript");
    var parts =
        new Parts(
            options.python(),
            options.node(),
            Files.isDirectory(typescript) ? typescript : null,
            Driver.unpack(base, options.python(), options.network()),
            readable,
            options.limits(),
            options.network());
    return find(parts, bubblewraps);
  }

  private Isolation find(Parts parts, List<Path> bubblewraps) {
    var failures = new ArrayList<String>();
    for (Walls walls : candidates(parts, bubblewraps, failures)) {
      try {
        start(walls);
        return walls;
      } catch (IOException | UncheckedIOException e) {
        failures.add(reason(e));
      }
    }
    var reasons = String.join("; ", failures);
    return new Off(reasons, remedy(reasons));
  }

  /// Ubuntu, from 23.10 on, lets a program make name spaces and then do nothing in them.
  private static String remedy(String reasons) {
    return reasons.contains("setting up uid map: Permission denied")
            || reasons.contains("RTM_NEWADDR")
        ? APPARMOR_IN_THE_WAY
        : NO_WALL;
  }

  private List<Walls> candidates(Parts parts, List<Path> bubblewraps, List<String> failures) {
    var all = new ArrayList<Walls>();
    var wanted = options.confinement();
    if (wanted == Confinement.NONE) {
      return List.of(new Unwrapped(parts, Unwrapped.Tier.NONE));
    }
    if (wanted != Confinement.LANDLOCK) {
      var program = bubblewraps.stream().filter(Files::isExecutable).findFirst();
      program.ifPresentOrElse(
          found -> all.add(new Bubblewrap(found, parts, abilities(found))),
          () -> failures.add("bubblewrap is not installed"));
    }
    if (wanted != Confinement.BUBBLEWRAP) {
      all.add(new Unwrapped(parts, Unwrapped.Tier.LANDLOCK));
    }
    return all;
  }

  private static Set<String> abilities(Path program) {
    try {
      var help = Run.of(List.of(program.toString(), "--help"));
      return Stream.of((help.output() + help.errors()).split("\\s+"))
          .filter(word -> word.startsWith("--"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  /// The folders of Python and node outside of `/usr`, asked for as the user that will run them.
  private List<Path> interpreterFolders() throws IOException {
    var command = new ArrayList<String>(Root.drop(Root.isOurs() ? Places.FIRST_UID : -1));
    command.addAll(List.of(options.python().toString(), "-I", "-c", FACTS));
    homes().forEach(home -> command.add(home.toString()));
    var facts = Run.of(command);
    if (!facts.succeeded()) {
      throw new IOException(
          options.python() + " can't be used: " + lastLine(facts.errors(), "no message"));
    }
    var found = facts.output().lines().map(Path::of).collect(Collectors.toList());
    if (options.node() != null) {
      var node = options.node().toRealPath();
      var folder = node.resolve("../..").normalize();
      found.add(homes().anyMatch(home -> home.startsWith(folder)) ? node : folder);
    }
    found.add(base.resolve("typescript"));
    return found.stream()
        .filter(Files::exists)
        .filter(path -> !path.startsWith("/usr") && path.getNameCount() > 0)
        .distinct()
        .toList();
  }

  /// Folders that code is not to read as a whole, whatever is installed right in them.
  private Stream<Path> homes() {
    var home = Path.of(System.getProperty("user.home"));
    return Stream.of(home, home.resolve(".local"), options.home(), base);
  }

  private void start(Walls walls) throws IOException {
    var place = places.make("probe");
    try {
      start(walls, Boxes.open(walls, place, starter));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      places.remove(place);
    }
  }

  private static void start(Walls walls, Box box) throws IOException, InterruptedException {
    try (box) {
      box.hello().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(walls.status() + ": " + lastLine(box.complaint(), "no answer"), e);
    }
  }

  private static String lastLine(String text, String otherwise) {
    return text.lines().filter(line -> !line.isBlank()).reduce((_, line) -> line).orElse(otherwise);
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
