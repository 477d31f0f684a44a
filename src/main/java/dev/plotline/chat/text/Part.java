package dev.plotline.chat.text;

import java.util.List;

/// A piece of a markdown text, from top to bottom.
public sealed interface Part {
  /// A heading.
  record Heading(List<Span> spans) implements Part {}

  /// Running text; a line's end in it is kept.
  record Paragraph(List<Span> spans) implements Part {}

  /// What somebody else said.
  record Quote(List<Span> spans) implements Part {}

  /// Lines of code.
  record Code(String text) implements Part {}

  /// A line across.
  record Rule() implements Part {}

  /// Points of one list.
  ///
  /// @param points in order
  record Points(List<Point> points) implements Part {}

  /// One point.
  ///
  /// @param indent how deep, 0 outermost
  /// @param number its number, 0 when it has a bullet
  /// @param spans what it says
  record Point(int indent, int number, List<Span> spans) {}

  /// A table.
  ///
  /// @param rows the header first; all of one length
  /// @param right which columns are set to the right
  record Table(List<List<String>> rows, List<Boolean> right) implements Part {}
}
