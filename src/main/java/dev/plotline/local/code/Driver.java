package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The Python and JavaScript that run inside, unpacked from the jar to where a sandbox can read it.
/// The folder is named by its content: versions never mix, and an unpacked one is used again.
final class Driver {
  /// The package's name on disk; no library has it, so user code cannot meet it by accident.
  static final String PACKAGE = "_sandbox";

  private static final List<String> FILES =
      List.of(
          "__init__.py",
          "cells.py",
          "call.py",
          "changes.py",
          "command.py",
          "config.py",
          "confine.py",
          "enforce.py",
          "files.py",
          "frames.py",
          "guard.py",
          "kernel.py",
          "landlock.py",
          "magics.py",
          "node/imports.js",
          "node/kernel.js",
          "node/types.js",
          "output.py",
          "paths.py",
          "processes.py",
          "python.py",
          "seccomp.py",
          "starts.py",
          "supervisor.py",
          "syscalls.py",
          "tracebacks.py",
          "watch.py");

  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "passwd",
              """
              genesis1ptools:x:65534:65534::/opt/amazon/genesis1p-tools/var:/bin/sh
              """,
          "group",
              """
              genesis1ptools:x:65534:
              """);

  /// Instead of a minute of attempts and a page of errors.
  private static final String NO_PIP =
      """
      #!/bin/sh
      echo "ERROR: nothing can be installed here, there is no network (name resolution fails);\
       use the libraries that are there." >&2
      exit 1
      """;

  private Driver() {}

  /// The files of the package.
  static List<String> files() {
    return FILES;
  }

  /// Unpacks below `parent`, which all may enter, and gives the folder that holds the package and,
  /// in `bin`, `python` and `pip` for the shell.
  static Path unpack(Path parent, Path python, boolean network) {
    var content = new TreeMap<String, byte[]>();
    FILES.forEach(file -> content.put(PACKAGE + "/" + file, resource(file)));
    ACCOUNTS.forEach((file, text) -> content.put("etc/" + file, text.getBytes(UTF_8)));
    for (String name : List.of("python", "python3")) {
      content.put("bin/" + name, script(python, ""));
    }
    content.put("bin/pip", network ? script(python, "-m pip ") : NO_PIP.getBytes(UTF_8));
    var unpacked = parent.resolve("driver-" + digest(content).substring(0, 16));
    if (Files.isDirectory(unpacked)) {
      return unpacked;
    }
    try {
      Files.createDirectories(parent);
      var fresh = Files.createTempDirectory(parent, "driver-new");
      for (var file : content.entrySet()) {
        var target = fresh.resolve(file.getKey());
        var folder = fresh.resolve(file.getKey().replaceFirst("/[^/]*$", ""));
        Files.createDirectories(folder);
        Files.write(target, file.getValue());
        permit(target, file.getKey().startsWith("bin/") ? "rwxr-xr-x" : "rw-r--r--");
        permit(folder, "rwxr-xr-x");
      }
      permit(fresh, "rwxr-xr-x");
      compile(python, fresh);
      moveUnlessThere(fresh, unpacked);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below " + parent, e);
    }
    return unpacked;
  }

  private static byte[] script(Path python, String options) {
    var quoted = "'" + python.toString().replace("'", "'\\''") + "'";
    return ("#!/bin/sh\nexec " + quoted + " " + options + "\"$@\"\n").getBytes(UTF_8);
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /// Every session would compile the driver anew otherwise: inside, its folder is read-only.
  private static void compile(Path python, Path folder) throws IOException {
    Run.of(
        List.of(
            python.toString(), "-I", "-m", "compileall", "-q", folder.resolve(PACKAGE).toString()));
  }

  private static void moveUnlessThere(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Trees.delete(fresh);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  static byte[] resource(String name) {
    try (InputStream in = Driver.class.getResourceAsStream("driver/" + name)) {
      if (in == null) {
        throw new IllegalStateException("driver/" + name + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Map<String, byte[]> content) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      content.forEach((name, bytes) -> {
        sha.update(name.getBytes(UTF_8));
        sha.update((byte) 0);
        sha.update(bytes);
      });
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
