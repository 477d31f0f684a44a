package dev.plotline.teams.text;

import dev.plotline.chat.text.Cut;
import dev.plotline.chat.text.Inert;
import dev.plotline.chat.text.Span;
import dev.plotline.chat.text.Span.Style;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/// Writes Teams' markdown: bold, italic, struck through, code and links, in which text of others is
/// only ever text.
public final class Markup {
  /// Where a line begins that would be a heading, a list, a quote or a line across.
  private static final Pattern BEGINNING =
      Pattern.compile("(?m)^([ \\t]*)([#+=-]|\\d{1,9}(?=[.)]))");

  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

  private Markup() {}

  /// Text of others, over as many lines as it has: nothing in it is formatted or live.
  public static String of(String text) {
    return of(List.of(Span.of(Inert.visible(text))));
  }

  /// One line for a status: nothing in it is formatted or live.
  public static String line(String text, int longest) {
    return of(Inert.plain(text, longest));
  }

  /// A link of the program's.
  public static String link(String label, URI address) {
    String url = address.toString().replace("(", "%28").replace(")", "%29");
    return "[" + of(label) + "](" + url + ")";
  }

  /// Runs in their styles.
  static String of(List<Span> spans) {
    var runs = new ArrayList<Span>();
    spans.forEach(span -> runs.addAll(span.withInertAddresses()));
    var text = new StringBuilder();
    for (int i = 0; i < runs.size(); i++) {
      char next = i + 1 < runs.size() ? first(runs.get(i + 1)) : '\n';
      append(text, runs.get(i), next);
    }
    return text.toString().replaceAll("[ \\t]*\\n", "  \n").stripTrailing();
  }

  private static char first(Span run) {
    // A mark that follows is no letter.
    return run.text().isEmpty() || !run.styles().isEmpty() ? '*' : run.text().charAt(0);
  }

  /// Lines of code.
  static String code(String code) {
    // A fence inside would end the code.
    String inside = apart(Inert.visible(code)).replace("```", "'''");
    return "```\n" + inside + "\n```";
  }

  /// The same without anything that looks like a tag of HTML.
  private static String untagged(String text) {
    return TAG.matcher(text).replaceAll("‹");
  }

  /// Code in which no bracket begins a tag, and which still runs.
  private static String apart(String code) {
    return TAG.matcher(code).replaceAll("< ");
  }

  private static void append(StringBuilder text, Span run, char next) {
    String inside = run.text().strip();
    if (inside.isEmpty() || run.styles().isEmpty()) {
      text.append(escaped(run.text(), text.isEmpty() || text.charAt(text.length() - 1) == '\n'));
      return;
    }
    int begin = run.text().indexOf(inside.charAt(0));
    text.append(run.text(), 0, begin);
    boolean code = run.styles().contains(Style.CODE);
    String said = code ? "`" + codeLine(inside) + "`" : escaped(inside, true);
    String after = run.text().substring(begin + inside.length());
    String marks = canBeMarked(text, run, after.isEmpty() ? next : ' ') ? marks(run) : "";
    text.append(marks).append(said).append(new StringBuilder(marks).reverse()).append(after);
  }

  private static String codeLine(String code) {
    return apart(code).replace('`', '\'').replace('\n', ' ');
  }

  private static String marks(Span run) {
    var marks = new StringBuilder();
    var styles = EnumSet.noneOf(Style.class);
    styles.addAll(run.styles());
    marks.append(styles.contains(Style.STRIKE) ? "~~" : "");
    marks.append(styles.contains(Style.BOLD) ? "**" : "");
    return marks.append(styles.contains(Style.ITALIC) ? "*" : "").toString();
  }

  /// Between a letter and a sign a mark would be read as the sign itself, as in Japanese, where no
  /// space stands between words. Two styles that touch would be read as one.
  private static boolean canBeMarked(StringBuilder text, Span run, char next) {
    String inside = run.text().strip();
    boolean code = run.styles().contains(Style.CODE);
    char before = text.isEmpty() ? '\n' : text.charAt(text.length() - 1);
    boolean opens = !code && Character.isLetterOrDigit(inside.codePointAt(0));
    boolean closes = !code && Character.isLetterOrDigit(inside.codePointBefore(inside.length()));
    return before != '*'
        && before != '~'
        && next != '*'
        && (Character.isWhitespace(before) || opens)
        && (Character.isWhitespace(next) || closes);
  }

  private static String escaped(String text, boolean beginsLine) {
    var escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        // Code is what addresses are set as, so no other mark may begin or end it.
        case '`' -> escaped.append('\'');
        case '\\', '*', '_', '~', '[', ']', '|' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    String lines = beginsLine ? escaped.toString() : "\u0001" + escaped;
    return BEGINNING
        .matcher(lines)
        .replaceAll(found -> {
          boolean number = Character.isDigit(found.group(2).charAt(0));
          String sign = found.group(2) + (number ? "\\\\" : "");
          return found.group(1) + (number ? sign : "\\\\" + sign);
        })
        .replace("\u0001", "");
  }

  /// Text of others for a run of a card: no tag in it, and at most so long.
  static String run(String text, int longest) {
    return Cut.to(untagged(Inert.visible(text)).replace('\n', ' ').strip(), longest);
  }
}
