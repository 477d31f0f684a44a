package dev.plotline.local.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The faults that wait for their call. Safe for all threads.
public final class Faults {
  private final List<Armed> armed = new ArrayList<>();

  Faults() {}

  private record Armed(String tool, String marker, int times, Fault fault) {
    private boolean fits(String calledTool, String text) {
      return (tool.isEmpty() || tool.equals(calledTool)) && text.contains(marker);
    }

    private Armed once() {
      return new Armed(tool, marker, times - 1, fault);
    }
  }

  /// Lets the next call of any tool go wrong.
  public void next(Fault fault) {
    on("", "", 1, fault);
  }

  /// Lets the next calls of `tool` go wrong whose code or command contains `marker`; an empty
  /// string stands for all.
  public synchronized void on(String tool, String marker, int times, Fault fault) {
    armed.add(new Armed(tool, marker, times, fault));
  }

  /// Forgets the faults that have not happened.
  public synchronized void clear() {
    armed.clear();
  }

  /// The fault for this call, which is then used up.
  synchronized Optional<Fault> take(String tool, String text) {
    for (int i = 0; i < armed.size(); i++) {
      var candidate = armed.get(i);
      if (candidate.fits(tool, text)) {
        if (candidate.times() > 1) {
          armed.set(i, candidate.once());
        } else {
          armed.remove(i);
        }
        return Optional.of(candidate.fault());
      }
    }
    return Optional.empty();
  }
}
