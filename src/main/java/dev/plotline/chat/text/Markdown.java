package dev.plotline.chat.text;

import dev.plotline.chat.text.Part.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads markdown as models write it: headings, paragraphs, lists, quotes, fenced code, tables.
public final class Markdown {
  private static final Pattern HEADING = Pattern.compile(" {0,3}#{1,6}\\s+(.*)");
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})\\s*[^`]*");
  private static final Pattern POINT = Pattern.compile("(\\s*)(?:([-*+•])|(\\d{1,9})[.)])\\s+(.*)");
  // No group is repeated in these: a long line would overflow the stack.
  private static final Pattern RULE =
      Pattern.compile(" {0,3}(?:-[-\\s]{2,}|\\*[*\\s]{2,}|_[_\\s]{2,})");
  private static final Pattern QUOTE = Pattern.compile(" {0,3}> ?(.*)");
  private static final Pattern TABLE_RULE = Pattern.compile("[|:\\s-]+");
  private static final Pattern COLUMN_RULE = Pattern.compile("\\s*:?-+:?\\s*");
  private static final Pattern NUMBER =
      Pattern.compile("[-+−±(]?[$€£¥]? ?\\d[\\d.,'\u00A0\u202F]*+ ?[%‰€$£¥)]?");
  private static final Pattern BREAK = Pattern.compile("(?i)\\s*<br\\s?/?>\\s*");

  private final List<String> lines;
  private final List<Part> parts = new ArrayList<>();
  private final List<String> paragraph = new ArrayList<>();
  private int at;

  private Markdown(String text) {
    lines = Inert.visible(text.replace("\r\n", "\n")).lines().toList();
  }

  /// The parts of a text.
  public static List<Part> read(String text) {
    var markdown = new Markdown(text);
    while (markdown.at < markdown.lines.size()) {
      markdown.next();
    }
    markdown.endParagraph();
    return markdown.parts;
  }

  private void next() {
    String line = lines.get(at);
    Matcher heading = HEADING.matcher(line);
    Matcher fence = FENCE.matcher(line);
    if (line.isBlank()) {
      endParagraph();
      at++;
    } else if (fence.matches()) {
      endParagraph();
      code(fence.group(1));
    } else if (heading.matches()) {
      endParagraph();
      parts.add(new Part.Heading(Inline.read(title(heading.group(1)))));
      at++;
    } else if (isRule(line)) {
      endParagraph();
      parts.add(new Part.Rule());
      at++;
    } else if (isTable()) {
      endParagraph();
      table();
    } else if (POINT.matcher(line).matches()) {
      endParagraph();
      points();
    } else if (QUOTE.matcher(line).matches()) {
      endParagraph();
      quote();
    } else {
      paragraph.add(line.strip());
      at++;
    }
  }

  /// Without the signs that may close a heading.
  private static String title(String text) {
    String title = text.strip();
    int end = title.length();
    while (end > 0 && title.charAt(end - 1) == '#') {
      end--;
    }
    boolean closed = end == 0 || Character.isWhitespace(title.charAt(end - 1));
    return closed ? title.substring(0, end).strip() : title;
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      parts.add(new Part.Paragraph(Inline.read(String.join("\n", paragraph))));
      paragraph.clear();
    }
  }

  private void code(String fence) {
    var code = new ArrayList<String>();
    for (at++; at < lines.size() && !lines.get(at).strip().startsWith(fence); at++) {
      code.add(lines.get(at));
    }
    at++;
    if (!code.isEmpty()) {
      parts.add(new Part.Code(String.join("\n", code)));
    }
  }

  private void quote() {
    var quoted = new ArrayList<String>();
    for (; at < lines.size(); at++) {
      Matcher quote = QUOTE.matcher(lines.get(at));
      if (!quote.matches()) {
        break;
      }
      quoted.add(quote.group(1));
    }
    parts.add(new Part.Quote(Inline.read(String.join("\n", quoted))));
  }

  private void points() {
    var points = new ArrayList<Point>();
    var indents = new ArrayList<Integer>();
    while (at < lines.size()) {
      Matcher point = POINT.matcher(lines.get(at));
      if (!point.matches() || isRule(lines.get(at))) {
        break;
      }
      int spaces = point.group(1).replace("\t", "    ").length();
      while (!indents.isEmpty() && indents.getLast() > spaces) {
        indents.removeLast();
      }
      if (indents.isEmpty() || indents.getLast() < spaces) {
        indents.add(spaces);
      }
      var said = new StringBuilder(point.group(4));
      for (at++; at < lines.size() && isContinued(lines.get(at)); at++) {
        said.append('\n').append(lines.get(at).strip());
      }
      int number = point.group(3) == null ? 0 : Math.max(1, Integer.parseInt(point.group(3)));
      int indent = Math.min(indents.size() - 1, 8);
      points.add(new Point(indent, number, Inline.read(said.toString())));
      boolean gap = at + 1 < lines.size() && lines.get(at).isBlank();
      if (gap && POINT.matcher(lines.get(at + 1)).matches()) {
        at++;
      }
    }
    parts.add(new Part.Points(points));
  }

  private static boolean isContinued(String line) {
    return line.startsWith("  ")
        && !line.isBlank()
        && !POINT.matcher(line).matches()
        && !FENCE.matcher(line).matches();
  }

  /// Three of one sign, however far apart.
  private static boolean isRule(String line) {
    return RULE.matcher(line).matches() && line.replaceAll("\\s", "").length() >= 3;
  }

  private boolean isTable() {
    return at + 1 < lines.size()
        && lines.get(at).contains("|")
        && lines.get(at + 1).contains("-")
        && TABLE_RULE.matcher(lines.get(at + 1)).matches()
        && cells(lines.get(at + 1)).stream().allMatch(c -> COLUMN_RULE.matcher(c).matches())
        && cells(lines.get(at)).size() == cells(lines.get(at + 1)).size();
  }

  private void table() {
    var header = cells(lines.get(at));
    var rules = cells(lines.get(at + 1)).stream().map(String::strip).toList();
    var rows = new ArrayList<List<String>>();
    rows.add(texts(header, header.size()));
    for (at += 2; at < lines.size() && lines.get(at).contains("|"); at++) {
      rows.add(texts(cells(lines.get(at)), header.size()));
    }
    var right = new ArrayList<Boolean>();
    for (int i = 0; i < rules.size(); i++) {
      boolean said = rules.get(i).contains(":");
      boolean end = rules.get(i).endsWith(":") && !rules.get(i).startsWith(":");
      right.add(said ? end : isNumbers(rows, i));
    }
    parts.add(new Part.Table(rows, right));
  }

  /// Models often don't say where a column of numbers is to be set.
  private static boolean isNumbers(List<List<String>> rows, int column) {
    var said =
        rows.stream().skip(1).map(row -> row.get(column)).filter(cell -> !cell.isBlank()).toList();
    return !said.isEmpty() && said.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
  }

  private static List<String> texts(List<String> cells, int columns) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < columns; i++) {
      String cell = i < cells.size() ? cells.get(i).strip() : "";
      texts.add(Span.text(Inline.read(BREAK.matcher(cell).replaceAll(" / "))));
    }
    return texts;
  }

  /// A bar inside code or behind a backslash does not end a cell.
  private static List<String> cells(String line) {
    String row = line.strip();
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean code = false;
    for (int i = row.startsWith("|") ? 1 : 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (c == '\\' && i + 1 < row.length() && row.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|' && !code) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        code ^= c == '`';
        cell.append(c);
      }
    }
    if (!cell.toString().isBlank()) {
      cells.add(cell.toString());
    }
    return cells;
  }
}
