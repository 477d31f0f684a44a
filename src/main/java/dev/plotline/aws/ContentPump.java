package dev.plotline.aws;

import dev.plotline.chat.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Reads a content on a virtual thread of its own, as far ahead as was asked for, and holds it to
/// its size: a longer one would be cut and a shorter one sent as complete.
final class ContentPump implements Subscription, Runnable {
  private static final int CHUNK = 64 * 1024;

  private final Content content;
  private final long size;
  private final Subscriber<? super ByteBuffer> subscriber;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long demand;
  private boolean started;
  private boolean cancelled;

  ContentPump(Content content, long size, Subscriber<? super ByteBuffer> subscriber) {
    this.content = content;
    this.size = size;
    this.subscriber = subscriber;
  }

  @Override
  public void request(long count) {
    lock.lock();
    try {
      demand = count > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + count;
      changed.signal();
      if (!started) {
        started = true;
        Thread.ofVirtual().name("upload").start(this);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      cancelled = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try (InputStream in = content.open()) {
      long sent = 0;
      while (isWanted()) {
        byte[] chunk = in.readNBytes(CHUNK);
        sent += chunk.length;
        if (chunk.length == 0 ? sent < size : sent > size) {
          throw new IOException(
              "the content has not the %d bytes it was said to have".formatted(size));
        }
        if (chunk.length == 0) {
          subscriber.onComplete();
          return;
        }
        subscriber.onNext(ByteBuffer.wrap(chunk));
      }
    } catch (IOException | RuntimeException e) {
      subscriber.onError(e);
    }
  }

  /// Waits until there is demand, and takes one of it; false when nobody wants more.
  private boolean isWanted() {
    lock.lock();
    try {
      while (demand == 0 && !cancelled) {
        changed.awaitUninterruptibly();
      }
      demand--;
      return !cancelled;
    } finally {
      lock.unlock();
    }
  }
}
