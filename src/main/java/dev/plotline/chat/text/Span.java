package dev.plotline.chat.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
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
  public Span with(String other) {
    return new Span(other, styles);
  }

  /// The same in pieces: addresses are set as code, so that no client makes links of them.
  public List<Span> withInertAddresses() {
    if (styles.contains(Style.CODE)) {
      return List.of(this);
    }
    var code = EnumSet.of(Style.CODE);
    code.addAll(styles);
    var pieces = new ArrayList<Span>();
    Matcher found = Inert.address().matcher(text);
    int from = 0;
    while (found.find()) {
      pieces.add(with(text.substring(from, found.start())));
      pieces.add(new Span(found.group(), code));
      from = found.end();
    }
    pieces.add(with(text.substring(from)));
    pieces.removeIf(piece -> piece.text().isEmpty());
    return pieces;
  }

  /// What is read in all of them.
  public static String text(List<Span> spans) {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }
}
