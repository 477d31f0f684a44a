package dev.plotline.sandbox;

import java.util.List;

/// What a run of code or of a command did.
///
/// @param output what it printed and how it ended
/// @param figures charts, those left open included
/// @param files new and changed files in the working folder, other than the figures
/// @param removed paths of files that are gone
/// @param problems what could not be found out or kept, a sentence each
public record Execution(
    Session.Output output,
    List<Figure> figures,
    List<Changed> files,
    List<String> removed,
    List<String> problems) {
  /// Copies the lists.
  public Execution {
    figures = List.copyOf(figures);
    files = List.copyOf(files);
    removed = List.copyOf(removed);
    problems = List.copyOf(problems);
  }

  /// A new or changed file.
  ///
  /// @param path in the working folder
  /// @param bytes its length
  public record Changed(String path, long bytes) {}
}
