package dev.plotline.sandbox;

import java.util.List;

/// A chart that a run made.
///
/// @param path the full-size image, in the working folder
/// @param name what a person should see it called
/// @param small a copy for the model, empty when there is none
/// @param smallFormat the copy's format: `png` or `jpeg`
/// @param bytes the full-size image's length
/// @param title what stands above it, empty when nothing does
/// @param axes what was plotted, as far as matplotlib tells
public record Figure(
    String path,
    String name,
    String small,
    String smallFormat,
    long bytes,
    String title,
    List<Axes> axes) {
  /// Copies the list.
  public Figure {
    axes = List.copyOf(axes);
  }

  /// One pair of axes.
  ///
  /// @param title above it
  /// @param x label of the horizontal axis
  /// @param y label of the vertical axis
  /// @param kinds `line`, `bar` and so on
  /// @param series names
  public record Axes(String title, String x, String y, List<String> kinds, List<String> series) {
    /// Copies the lists.
    public Axes {
      kinds = List.copyOf(kinds);
      series = List.copyOf(series);
    }
  }
}
