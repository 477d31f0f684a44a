package dev.plotline.local.code;

import java.util.ArrayList;
import java.util.List;

/// Processes without name spaces: confined by Landlock and a filter of system calls, or, only when
/// that was asked for by name, by nothing but limits. A guard process around each supervisor sees
/// to it that nothing outlives the session.
record Unwrapped(Parts parts, Tier tier) implements Isolation.Walls {
  /// What confines them.
  enum Tier {
    LANDLOCK("landlock"),
    NONE("none");

    private final String word;

    Tier(String word) {
      this.word = word;
    }
  }

  @Override
  public String status() {
    return tier.word;
  }

  @Override
  public List<String> command(Place place) {
    var command = new ArrayList<String>(Root.expendable());
    command.addAll(Root.drop(place.uid()));
    var work = place.work().toString();
    var tmp = place.tmp().toString();
    var driver = parts.driver().toString();
    var config = parts.config(tier.word, work, tmp, driver, List.of(work, tmp));
    command.addAll(parts.start("guard", driver, config));
    return command;
  }
}
