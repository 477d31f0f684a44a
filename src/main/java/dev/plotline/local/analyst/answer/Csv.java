package dev.plotline.local.analyst.answer;

import java.util.ArrayList;
import java.util.List;

/// Reads CSV as pandas writes it, from a place in a text to the first empty line.
final class Csv {
  private final String text;
  private int at;
  private final List<List<String>> rows = new ArrayList<>();

  Csv(String text, int from) {
    this.text = text;
    this.at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      rows.add(row());
    }
  }

  List<List<String>> rows() {
    return rows;
  }

  /// Where reading stopped.
  int end() {
    return at;
  }

  private List<String> row() {
    var row = new ArrayList<String>();
    row.add(cell());
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      row.add(cell());
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    return row;
  }

  private String cell() {
    var cell = new StringBuilder();
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          cell.append(c);
        } else if (at < text.length() && text.charAt(at) == '"') {
          cell.append('"');
          at++;
        } else {
          break;
        }
      }
    }
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      cell.append(text.charAt(at++));
    }
    return cell.toString();
  }
}
