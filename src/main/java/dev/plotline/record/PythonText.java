package dev.plotline.record;

/// Texts as Python's literals: whatever is in them, they are only data.
final class PythonText {
  private PythonText() {}

  static String of(String text) {
    var literal = new StringBuilder("'");
    text.codePoints().forEach(c -> append(literal, c));
    return literal.append('\'').toString();
  }

  private static void append(StringBuilder literal, int c) {
    switch (c) {
      case '\n' -> literal.append("\\n");
      case '\t' -> literal.append("\\t");
      case '\\', '\'' -> literal.append('\\').appendCodePoint(c);
      default -> {
        int kind = Character.getType(c);
        if (kind == Character.CONTROL
            || kind == Character.FORMAT
            || kind == Character.SURROGATE
            || kind == Character.LINE_SEPARATOR
            || kind == Character.PARAGRAPH_SEPARATOR) {
          literal.append("\\U%08x".formatted(c));
        } else {
          literal.appendCodePoint(c);
        }
      }
    }
  }
}
