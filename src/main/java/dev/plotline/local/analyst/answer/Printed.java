package dev.plotline.local.analyst.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The output of our code, read back: tables, facts and notes.
record Printed(List<PrintedTable> tables, Map<String, String> facts, List<String> notes) {
  private static final Pattern FACT = Pattern.compile("([A-Z][\\w ]{0,40}): (.*)");

  Printed {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  static Printed parse(String output) {
    var tables = new ArrayList<PrintedTable>();
    var facts = new LinkedHashMap<String, String>();
    var notes = new ArrayList<String>();
    int at = 0;
    while (at < output.length()) {
      int end = output.indexOf('\n', at);
      String line = output.substring(at, end < 0 ? output.length() : end);
      at = end < 0 ? output.length() : end + 1;
      if (line.startsWith("# ")) {
        var csv = new Csv(output, at);
        tables.add(new PrintedTable(line.substring(2), csv.rows()));
        at = csv.end();
        continue;
      }
      var fact = FACT.matcher(line.strip());
      if (fact.matches() && fact.group(1).equals("Note")) {
        notes.add(fact.group(2));
      } else if (fact.matches()) {
        facts.putIfAbsent(fact.group(1), fact.group(2));
      }
    }
    return new Printed(tables, facts, notes);
  }

  /// The first table whose title starts so.
  Optional<PrintedTable> table(String title) {
    return tables.stream().filter(t -> t.title().startsWith(title)).findFirst();
  }
}
