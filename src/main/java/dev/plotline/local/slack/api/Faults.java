package dev.plotline.local.slack.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The faults that are planned, by method. Safe for several threads.
public final class Faults {
  private final Map<String, Deque<Fault>> planned = new HashMap<>();

  /// Spoils the next calls of a method, one each, after those already planned.
  ///
  /// @param method its name, or `*` for whichever comes next
  public synchronized void plan(String method, Fault... faults) {
    planned.computeIfAbsent(method, _ -> new ArrayDeque<>()).addAll(List.of(faults));
  }

  /// Forgets what is planned.
  public synchronized void clear() {
    planned.clear();
  }

  synchronized @Nullable Fault take(String method) {
    for (String name : new String[] {method, "*"}) {
      Deque<Fault> faults = planned.get(name);
      if (faults != null && !faults.isEmpty()) {
        return faults.poll();
      }
    }
    return null;
  }
}
