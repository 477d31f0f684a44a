package dev.plotline.turn;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A thread's messages that wait, and before them the one that runs. Guarded by its [Turns].
final class Lane {
  private final List<Message> waiting = new ArrayList<>();
  private boolean begun;
  @Nullable Thread worker;
  boolean started;
  boolean running;
  boolean cut;

  /// Puts a message where it belongs: they run in the order in which they were said.
  void add(Message message) {
    int at = waiting.size();
    while (at > begun() && waiting.get(at - 1).at().isAfter(message.at())) {
      at--;
    }
    waiting.add(at, message);
  }

  private int begun() {
    return begun ? 1 : 0;
  }

  /// Adds files to the message of that id, if its turn has not begun.
  boolean join(String id, List<FileRef> files) {
    for (int i = begun(); i < waiting.size(); i++) {
      if (waiting.get(i).id().equals(id)) {
        waiting.set(i, waiting.get(i).with(files));
        return true;
      }
    }
    return false;
  }

  /// Lets the first one's turn begin.
  ///
  /// @return false when another, or more files of it, came meanwhile
  boolean begin(Message message) {
    begun = waiting.getFirst().equals(message);
    return begun;
  }

  /// The first one's turn has ended.
  void leave() {
    waiting.removeFirst();
    begun = false;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Message first() {
    return waiting.getFirst();
  }

  /// All, the first included.
  List<Message> all() {
    return List.copyOf(waiting);
  }

  /// Takes out the one of that id, unless it is the first.
  @Nullable Message drop(String id) {
    for (int i = 1; i < waiting.size(); i++) {
      if (waiting.get(i).id().equals(id)) {
        return waiting.remove(i);
      }
    }
    return null;
  }

  /// Takes out all but the first.
  List<Message> dropAll() {
    List<Message> rest = waiting.subList(Math.min(1, waiting.size()), waiting.size());
    List<Message> dropped = List.copyOf(rest);
    rest.clear();
    return dropped;
  }

  /// What is taken but has not begun is interrupted when it begins.
  void interrupt() {
    if (worker != null && (running || !started)) {
      worker.interrupt();
    }
  }
}
