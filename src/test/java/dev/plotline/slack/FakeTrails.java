package dev.plotline.slack;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Trails;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Marks in memory; a mark is kept with the message's thread and id.
final class FakeTrails implements Trails {
  final List<String> marks = new CopyOnWriteArrayList<>();
  private int left = Integer.MAX_VALUE;
  private boolean kept;

  /// Ends whoever makes a mark, as a crash does.
  ///
  /// @param number which mark from now on
  /// @param kept whether it is kept all the same
  synchronized void dieAt(int number, boolean kept) {
    this.left = number;
    this.kept = kept;
  }

  @Override
  public List<String> of(Message message) {
    return beginning(message.thread().hash() + " " + message.id() + " ");
  }

  @Override
  public synchronized void mark(Message message, String mark) {
    boolean dies = --left == 0;
    if (!dies || kept) {
      marks.add(message.thread().hash() + " " + message.id() + " " + mark);
      notifyAll();
    }
    if (dies) {
      throw new IllegalStateException("the process has died");
    }
  }

  /// Waits for a mark.
  synchronized void await(String kind) throws InterruptedException {
    while (marks.stream().noneMatch(mark -> mark.contains(" " + kind + " "))) {
      wait();
    }
  }

  @Override
  public List<String> of(ThreadKey thread) {
    return beginning(thread.hash() + " ").stream()
        .map(mark -> mark.substring(mark.indexOf(' ') + 1))
        .toList();
  }

  private List<String> beginning(String with) {
    return marks.stream()
        .filter(mark -> mark.startsWith(with))
        .map(mark -> mark.substring(with.length()))
        .toList();
  }
}
