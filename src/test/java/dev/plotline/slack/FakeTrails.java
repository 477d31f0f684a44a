package dev.plotline.slack;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Trails;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Marks in memory; a mark is kept with the message's id.
final class FakeTrails implements Trails {
  final List<String> marks = new CopyOnWriteArrayList<>();

  @Override
  public List<String> of(Message message) {
    String own = message.id() + " ";
    return marks.stream().filter(m -> m.startsWith(own)).map(m -> m.replace(own, "")).toList();
  }

  @Override
  public void mark(Message message, String mark) {
    marks.add(message.id() + " " + mark);
  }

  @Override
  public List<String> of(ThreadKey thread) {
    return marks;
  }
}
