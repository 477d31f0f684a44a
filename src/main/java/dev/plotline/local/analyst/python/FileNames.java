package dev.plotline.local.analyst.python;

import java.util.Locale;

/// Names for result files.
final class FileNames {
  private FileNames() {}

  /// `Average of wind by day` becomes `average-of-wind-by-day.csv`.
  static String of(String title) {
    String plain =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^-|-$", "");
    return (plain.isEmpty() ? "result" : plain.substring(0, Math.min(60, plain.length()))) + ".csv";
  }
}
