package dev.plotline.chat.text;

import dev.plotline.chat.text.Span.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the styles inside a line of markdown. Links and images lose their target: what stands
/// between the brackets stays, and the address follows as code.
final class Inline {
  private static final Pattern LINK =
      Pattern.compile("!?\\[([^\\]\\[]{0,1000})\\]\\(<?([^)\\s>]{0,4000})>?(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern ANGLE =
      Pattern.compile("<((?:https?|mailto|ftp):[^>\\s|]{1,4000})(?:\\|([^>]{0,1000}))?>");
  private static final String ESCAPABLE = "\\`*_{}[]()#+-.!|~<>&\"'";
  private static final Map<String, Style> MARKS =
      Map.of(
          "**",
          Style.BOLD,
          "__",
          Style.BOLD,
          "~~",
          Style.STRIKE,
          "*",
          Style.ITALIC,
          "_",
          Style.ITALIC);
  private static final int DEEPEST = 8;

  private final List<Span> spans = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private Inline() {}

  /// The runs of a text.
  static List<Span> read(String markdown) {
    var inline = new Inline();
    inline.read(Inert.visible(markdown), EnumSet.noneOf(Style.class), 0);
    return inline.spans;
  }

  private void read(String source, Set<Style> styles, int depth) {
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i);
      int after = i;
      if (c == '\\' && i + 1 < source.length() && ESCAPABLE.indexOf(source.charAt(i + 1)) >= 0) {
        text.append(source.charAt(i + 1));
        after = i + 2;
      } else if (c == '`') {
        after = code(source, i, styles);
      } else if (c == '!' || c == '[' || c == '<') {
        after = link(source, i, styles, depth);
      } else if ((c == '*' || c == '_' || c == '~') && depth < DEEPEST) {
        after = styled(source, i, styles, depth);
      }
      if (after == i) {
        text.append(c);
        after = i + 1;
      }
      i = after;
    }
    flush(styles);
  }

  private int code(String source, int from, Set<Style> styles) {
    int ticks = 1;
    while (from + ticks < source.length() && source.charAt(from + ticks) == '`') {
      ticks++;
    }
    String fence = "`".repeat(ticks);
    int end = source.indexOf(fence, from + ticks);
    if (end < 0) {
      return from;
    }
    flush(styles);
    String inside = source.substring(from + ticks, end);
    add(inside.isBlank() ? inside : inside.strip(), with(styles, Style.CODE));
    return end + ticks;
  }

  private int link(String source, int from, Set<Style> styles, int depth) {
    for (Pattern pattern : List.of(LINK, ANGLE)) {
      Matcher found = pattern.matcher(source).region(from, source.length());
      if (depth < DEEPEST && found.lookingAt()) {
        boolean markdown = pattern == LINK;
        String label = found.group(markdown ? 1 : 2);
        String target = found.group(markdown ? 2 : 1);
        if (label != null && !label.equals(target) && !label.isBlank()) {
          read(label, styles, depth + 1);
          text.append(' ');
        }
        flush(styles);
        add(target, with(styles, Style.CODE));
        return found.end();
      }
    }
    return from;
  }

  private int styled(String source, int from, Set<Style> styles, int depth) {
    char c = source.charAt(from);
    boolean twice = from + 1 < source.length() && source.charAt(from + 1) == c;
    String mark = twice ? "" + c + c : "" + c;
    Style style = MARKS.get(mark);
    int begin = from + mark.length();
    // An underscore inside a word is a letter: total_amount_eur.
    boolean inWord = c == '_' && from > 0 && Character.isLetterOrDigit(source.charAt(from - 1));
    if (style == null
        || inWord
        || begin >= source.length()
        || Character.isWhitespace(source.charAt(begin))) {
      return from;
    }
    int end = closing(source, begin, mark);
    if (end < 0) {
      return from;
    }
    flush(styles);
    read(source.substring(begin, end), with(styles, style), depth + 1);
    return end + mark.length();
  }

  private static int closing(String source, int from, String mark) {
    char c = mark.charAt(0);
    for (int end = source.indexOf(mark, from + 1); end >= 0; end = source.indexOf(mark, end + 1)) {
      int after = end + mark.length();
      boolean longer = after < source.length() && source.charAt(after) == c;
      boolean space = Character.isWhitespace(source.charAt(end - 1));
      boolean escaped = source.charAt(end - 1) == '\\';
      boolean inWord =
          c == '_' && after < source.length() && Character.isLetterOrDigit(source.charAt(after));
      if (mark.length() == 1 && (longer || source.charAt(end - 1) == c)) {
        continue;
      }
      if (longer && mark.length() == 2) {
        // Three at the end close the inner style first: **bold *both***.
        return end + 1;
      }
      if (!space && !escaped && !inWord) {
        return end;
      }
    }
    return -1;
  }

  private static Set<Style> with(Set<Style> styles, Style style) {
    var all = EnumSet.of(style);
    all.addAll(styles);
    return all;
  }

  private void flush(Set<Style> styles) {
    String run = text.toString();
    text.setLength(0);
    add(run, styles);
  }

  private void add(String run, Set<Style> styles) {
    if (!run.isEmpty()) {
      spans.add(new Span(run, styles));
    }
  }
}
