package dev.plotline.slack.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A run of characters in one style.
///
/// @param text what is read
/// @param styles how it looks
public record Span(String text, Set<Style> styles) {
  /// How a run can look.
  public enum Style {
    /// **Bold**.
    BOLD,
    /// *Italic*.
    ITALIC,
    /// Struck through.
    STRIKE,
    /// Code; never a link.
    CODE
  }

  /// Copies the set.
  public Span {
    styles = Set.copyOf(styles);
  }

  /// Text without style.
  public static Span of(String text) {
    return new Span(text, EnumSet.noneOf(Style.class));
  }

  /// The same look with another text.
  Span with(String other) {
    return new Span(other, styles);
  }

  /// What is read in all of them.
  public static String text(List<Span> spans) {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }
}
