package dev.plotline.tool;

import java.util.Arrays;

/// Paths as the model gives them.
final class Paths {
  private Paths() {}

  /// Whether a path names something inside the working folder, and not what is ours in it.
  static boolean inside(String path) {
    return !path.isBlank()
        && !path.startsWith("/")
        && !path.startsWith(".plotline")
        && path.indexOf('\0') < 0
        && Arrays.stream(path.split("[/\\\\]", -1)).noneMatch(part -> part.equals(".."));
  }

  /// Without leading `./`.
  static String plain(String path) {
    String plain = path.strip();
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain.equals(".") ? "" : plain;
  }
}
