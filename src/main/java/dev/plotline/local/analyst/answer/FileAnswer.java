package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Table;
import java.util.List;
import java.util.stream.Collectors;

/// What to say about files that hold no table, or more tables than were looked at.
public final class FileAnswer {
  private FileAnswer() {}

  /// A file without a table.
  public static String write(String file, String kind, List<String> problems) {
    if (!problems.isEmpty()) {
      return Markdown.name(file)
          + ": "
          + problems.stream().map(Markdown::sentence).collect(Collectors.joining(" "));
    }
    return "%s is %s. The offline analyst reads tables only: send a CSV, TSV, Excel or JSON file, or code in a ```python fence that reads this one."
        .formatted(Markdown.name(file), kind(kind));
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "text" -> "a text";
      case "document" -> "a document";
      case "image" -> "an image";
      case "archive" -> "an archive";
      case "json" -> "JSON without a table in it";
      case "table", "workbook" -> "a file without a table that can be read";
      default -> "no kind of file that can be read";
    };
  }

  /// The tables besides the first; empty when there is only one.
  public static String others(List<Table> tables) {
    if (tables.size() < 2) {
      return "";
    }
    return "\n\nThere is more to ask about:\n"
        + tables.stream()
            .skip(1)
            .limit(20)
            .map(t ->
                "- %s: %,d rows × %d columns"
                    .formatted(name(t.label()), t.rows(), t.columns().size()))
            .collect(Collectors.joining("\n"));
  }

  /// What is worked out, in a sentence.
  public static String title(String title) {
    return Markdown.value(title);
  }

  /// A name in a sentence.
  public static String name(String name) {
    return Markdown.name(name);
  }
}
