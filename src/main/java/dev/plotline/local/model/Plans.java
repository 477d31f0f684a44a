package dev.plotline.local.model;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// What tests planned for the calls to come: faults and prepared answers, first come, first used.
final class Plans {
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();

  void fail(Fault... planned) {
    faults.addAll(List.of(planned));
  }

  void script(Script script) {
    scripts.add(script);
  }

  @Nullable Fault nextFault() {
    return faults.poll();
  }

  @Nullable Script nextScript() {
    return scripts.poll();
  }
}
