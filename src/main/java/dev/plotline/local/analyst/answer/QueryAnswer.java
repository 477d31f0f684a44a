package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Query;
import java.util.ArrayList;

/// The answer to a question about a table.
public final class QueryAnswer {
  private QueryAnswer() {}

  /// From what the code printed.
  public static String write(Query query, String stdout) {
    var printed = Printed.parse(stdout);
    var parts = new ArrayList<String>();
    for (var table : printed.tables()) {
      parts.add("**" + Markdown.name(table.title()) + "**");
      parts.add(Markdown.table(table.header(), table.rows(), (_, v) -> Numbers.show(v)));
    }
    query.notes().forEach(parts::add);
    return String.join("\n\n", parts);
  }
}
