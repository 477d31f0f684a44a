package dev.plotline.runtime;

import static java.util.concurrent.TimeUnit.MINUTES;

import dev.plotline.chat.Controls;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Takes messages; the test answers them.
final class Bot implements Inbox, Controls {
  final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();
  volatile boolean closed;

  @Override
  public boolean accept(Message message) {
    if (closed) {
      throw new IllegalStateException("shutting down");
    }
    return messages.add(message);
  }

  @Override
  public void join(Message message) {
    throw new AssertionError("a program's message comes in one piece");
  }

  @Override
  public boolean stop(ThreadKey thread) {
    throw new AssertionError("would stop the turns of others");
  }

  @Override
  public boolean stop(Message message) {
    return stopped.add(message.id());
  }

  Message next() throws InterruptedException {
    return Objects.requireNonNull(messages.poll(3, MINUTES), "no message came");
  }
}
