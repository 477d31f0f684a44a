package dev.plotline.chat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The answer to one message. The text is the model's and untrusted; all the rest is the program's.
///
/// @param ending how the turn ended
/// @param text markdown
/// @param notices sentences of the program's: what went wrong, what was restored
/// @param figures charts, in the order they were made
/// @param files other files made
/// @param read what was read
/// @param executions the code that ran, in order
/// @param model the model's id
/// @param session the session's id, null when none was needed
public record Reply(
    Ending ending,
    String text,
    List<String> notices,
    List<Figure> figures,
    List<File> files,
    List<Reading> read,
    List<Execution> executions,
    String model,
    @Nullable String session) {

  /// How a turn ended.
  public enum Ending {
    /// The model ended its turn.
    ANSWERED,
    /// It could not be answered; the text says why and what to do.
    FAILED,
    /// Somebody stopped it.
    STOPPED
  }

  /// Copies the lists.
  public Reply {
    notices = List.copyOf(notices);
    figures = List.copyOf(figures);
    files = List.copyOf(files);
    read = List.copyOf(read);
    executions = List.copyOf(executions);
  }

  /// The same with more notices before the others.
  public Reply with(List<String> more) {
    var all = Stream.concat(more.stream(), notices.stream()).toList();
    return new Reply(ending, text, all, figures, files, read, executions, model, session);
  }

  /// A file that the code made.
  ///
  /// @param name the name a person sees
  /// @param path where it lies in the session's working folder
  /// @param mediaType for example `text/csv`
  /// @param size in bytes
  /// @param link null when it could not be stored or no link would open
  /// @param content the bytes, readable until the reply was posted
  public record File(
      String name,
      String path,
      String mediaType,
      long size,
      @Nullable Link link,
      Content content) {}

  /// A chart.
  ///
  /// @param file the image
  /// @param title what stands above it, empty when nothing does
  /// @param alt what it shows, in words
  /// @param axes what was plotted, as far as matplotlib tells
  /// @param preview a copy within the platform's [PictureLimit], readable as long as the file, or
  ///   [Content#MISSING] when no copy can show what it does; null when none was asked for or kept
  public record Figure(
      File file, String title, String alt, List<Axes> axes, @Nullable Content preview) {
    /// Copies the list.
    public Figure {
      axes = List.copyOf(axes);
    }

    /// A chart without a preview.
    public Figure(File file, String title, String alt, List<Axes> axes) {
      this(file, title, alt, axes, null);
    }
  }

  /// One pair of axes of a figure.
  ///
  /// @param title above it
  /// @param x label of the horizontal axis
  /// @param y label of the vertical axis
  /// @param kinds `line`, `bar` and so on
  /// @param series the names that the legend or the artists carry
  public record Axes(String title, String x, String y, List<String> kinds, List<String> series) {
    /// Copies the lists.
    public Axes {
      kinds = List.copyOf(kinds);
      series = List.copyOf(series);
    }
  }

  /// A table that was read, or a file that could not be.
  ///
  /// @param file the file's name
  /// @param sheet null where the format has none
  /// @param rows data rows, without header and totals; -1 when it is no table
  /// @param columns how many; -1 when it is no table
  /// @param problems one sentence each
  public record Reading(
      String file, @Nullable String sheet, long rows, int columns, List<String> problems) {
    /// Copies the list.
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /// Code that ran.
  ///
  /// @param language `python`, `javascript`, `typescript` or `shell`
  /// @param code as the model wrote it
  /// @param stdout what it printed
  /// @param stderr what it complained about
  /// @param exitCode 0 when it succeeded
  /// @param time how long it took
  public record Execution(
      String language, String code, String stdout, String stderr, int exitCode, Duration time) {}
}
