package dev.plotline.teams;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Trails;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Marks in memory, each after its message.
final class FakeTrails implements Trails {
  final List<String> marks = new CopyOnWriteArrayList<>();

  @Override
  public List<String> of(Message message) {
    return of(key(message));
  }

  @Override
  public synchronized void mark(Message message, String mark) {
    marks.add(key(message) + mark);
    notifyAll();
  }

  /// Waits until there are as many.
  synchronized void await(int count) throws InterruptedException {
    while (marks.size() < count) {
      wait();
    }
  }

  @Override
  public List<String> of(ThreadKey thread) {
    return of(thread.hash()).stream().map(mark -> mark.substring(mark.indexOf(' ') + 1)).toList();
  }

  private List<String> of(String prefix) {
    return marks.stream()
        .filter(mark -> mark.startsWith(prefix))
        .map(mark -> mark.substring(prefix.length()))
        .toList();
  }

  private static String key(Message message) {
    return message.thread().hash() + "/" + message.id() + " ";
  }
}
