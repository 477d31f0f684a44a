package dev.plotline.local.slack.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Does the tasks of one lane in order, and lanes beside each other. Safe for several threads.
final class Lanes {
  private final Map<String, Deque<Runnable>> waiting = new HashMap<>();

  /// Does `task` after those of the same lane.
  synchronized void run(String lane, Runnable task) {
    Deque<Runnable> tasks = waiting.get(lane);
    if (tasks != null) {
      tasks.add(task);
      return;
    }
    waiting.put(lane, new ArrayDeque<>());
    Thread.startVirtualThread(() -> drain(lane, task));
  }

  private void drain(String lane, Runnable first) {
    for (Runnable task = first; task != null; task = next(lane)) {
      task.run();
    }
  }

  private synchronized @Nullable Runnable next(String lane) {
    Deque<Runnable> tasks = waiting.get(lane);
    Runnable task = tasks == null ? null : tasks.poll();
    if (task == null) {
      waiting.remove(lane);
    }
    return task;
  }
}
