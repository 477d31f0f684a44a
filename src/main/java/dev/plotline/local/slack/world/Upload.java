package dev.plotline.local.slack.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A file in the workspace, or one whose bytes are still to come.
///
/// @param size what was announced, then what came
/// @param alt what an image shows, for those who can't see it
/// @param user who brought it
/// @param bytes where they lie
/// @param state how far it is
/// @param shares the messages that it is in
public record Upload(
    String id,
    String name,
    String title,
    long size,
    String alt,
    String user,
    Path bytes,
    State state,
    List<Share> shares) {

  /// How far a file is.
  public enum State {
    /// An address to send the bytes to was given out.
    AWAITED,
    /// The bytes are here.
    ARRIVED,
    /// It is in the workspace.
    COMPLETE
  }

  /// Where a file was shared.
  public record Share(String channel, String ts, String threadTs) {}

  /// Copies the list.
  public Upload {
    shares = List.copyOf(shares);
  }

  /// The same, its bytes here.
  public Upload arrived(long bytesLong) {
    return new Upload(id, name, title, bytesLong, alt, user, bytes, State.ARRIVED, shares);
  }

  /// The same, in the workspace.
  public Upload completed(String title) {
    return new Upload(id, name, title, size, alt, user, bytes, State.COMPLETE, shares);
  }

  /// The same, shared once more.
  public Upload shared(Share share) {
    var more = new ArrayList<>(shares);
    more.add(share);
    return new Upload(id, name, title, size, alt, user, bytes, state, more);
  }

  /// The ending of its name in lower case, empty without one.
  public String ending() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /// What the ending says it is.
  public String mediaType() {
    return switch (ending()) {
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "gif" -> "image/gif";
      case "webp" -> "image/webp";
      case "svg" -> "image/svg+xml";
      case "csv" -> "text/csv";
      case "tsv" -> "text/tab-separated-values";
      case "txt", "log", "md" -> "text/plain";
      case "json" -> "application/json";
      case "pdf" -> "application/pdf";
      case "zip" -> "application/zip";
      case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
      case "pptx" -> "application/vnd.openxmlformats-officedocument.presentationml.presentation";
      default -> "application/octet-stream";
    };
  }

  /// Whether a browser shows it as a picture. SVG is not: it can carry a program.
  public boolean isImage() {
    return mediaType().startsWith("image/") && !ending().equals("svg");
  }
}
