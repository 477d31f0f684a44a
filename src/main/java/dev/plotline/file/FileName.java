package dev.plotline.file;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a file may be called in a working folder. Names keep their script and their spaces; only
/// what a file system or a terminal would trip over goes.
public final class FileName {
  private static final int MAX_BYTES = 200;
  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("tsv", "text/tab-separated-values; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("zip", "application/zip"),
          Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry(
              "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"));

  private FileName() {}

  /// A name that is safe as one path segment: no separators, no control or bidirectional
  /// characters, not hidden, at most 200 bytes of UTF-8, the extension kept.
  public static String safe(String name) {
    String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
    int slash = Math.max(normal.lastIndexOf('/'), normal.lastIndexOf('\\'));
    var safe = new StringBuilder();
    normal
        .substring(slash + 1)
        .codePoints()
        .map(c -> isUnsafe(c) ? ' ' : c)
        .forEach(safe::appendCodePoint);
    String trimmed = safe.toString().strip().replaceFirst("^[.~\\s]+", "");
    return trimmed.isEmpty() ? "file" : shortened(trimmed);
  }

  /// A safe name that isn't taken: `sales.csv`, then `sales (2).csv`.
  public static String unique(String name, Set<String> taken) {
    String safe = safe(name);
    String unique = safe;
    for (int n = 2; taken.contains(unique); n++) {
      unique = stem(safe) + " (" + n + ")" + suffix(safe);
    }
    return unique;
  }

  /// The last segment of a path.
  public static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The media type that the extension stands for.
  public static String mediaType(String name) {
    String suffix = suffix(name);
    return suffix.isEmpty()
        ? "application/octet-stream"
        : MEDIA_TYPES.getOrDefault(
            suffix.substring(1).toLowerCase(Locale.ROOT), "application/octet-stream");
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String shortened(String name) {
    String stem = stem(name);
    String suffix = suffix(name);
    if (bytes(suffix) > 20) {
      stem = name;
      suffix = "";
    }
    return cut(stem, MAX_BYTES - bytes(suffix)) + suffix;
  }

  /// As many whole characters as fit into so many bytes.
  private static String cut(String text, int most) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > most) {
        break;
      }
      end += Character.charCount(c);
    }
    return text.substring(0, end);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String suffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot) : "";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
