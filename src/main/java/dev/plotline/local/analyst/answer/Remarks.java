package dev.plotline.local.analyst.answer;

import java.util.ArrayList;
import java.util.List;

/// What else one must know to trust the numbers: how doubtful words were taken, what was left out.
final class Remarks {
  private Remarks() {}

  static String write(Findings found) {
    var remarks = new ArrayList<String>();
    found.query().notes().forEach(n -> remarks.add(Markdown.sentence(n)));
    found.printed().notes().forEach(n -> remarks.add(Markdown.value(n)));
    leftOut(remarks, found, "Without a value", "without a value");
    leftOut(remarks, found, "Without a group", "without a group");
    leftOut(remarks, found, "Not a number", "that hold no number");
    var used = found.printed().facts().get("Rows used");
    if (used != null) {
      remarks.add("Rows used: " + used.replaceAll("(?<=\\d)(?=(\\d{3})+(?!\\d))", ",") + ".");
    }
    var period = found.printed().facts().get("Period");
    if (period != null) {
      remarks.add("That is from " + Markdown.value(period) + ".");
    }
    return String.join(" ", remarks);
  }

  /// "2 rows without a value (Body Mass) are left out", from "2 in Body Mass".
  private static void leftOut(List<String> remarks, Findings found, String fact, String what) {
    String said = found.printed().facts().getOrDefault(fact, "0 in ");
    int space = said.indexOf(" in ");
    if (space < 0 || said.startsWith("0 ")) {
      return;
    }
    String count = said.substring(0, space);
    boolean one = count.equals("1");
    remarks.add(
        "%s %s %s (%s) %s left out."
            .formatted(
                Numbers.show(count),
                one ? "row" : "rows",
                one ? what.replace("hold", "holds") : what,
                Markdown.name(said.substring(space + 4)),
                one ? "is" : "are"));
  }
}
