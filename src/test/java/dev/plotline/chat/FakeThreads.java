package dev.plotline.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// What is known of threads, as the test says; what is done to them, in order.
public final class FakeThreads implements Threads {
  public final Set<String> takesPart = ConcurrentHashMap.newKeySet();
  public final Set<String> askers = ConcurrentHashMap.newKeySet();
  public volatile boolean full;
  public final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  public volatile List<Reply.Execution> code = List.of();
  public volatile List<Reply.File> files = List.of();

  // NullAway reads no annotation of a nested type from a class file.
  @SuppressWarnings("NullAway")
  public volatile Notebook notebook = new Notebook(null, List.of("No code has run."));

  public volatile CountDownLatch mayMakeNotebooks = new CountDownLatch(0);
  public volatile Status status = new Status(false, 0, 0, null);

  @Override
  public boolean takesPart(ThreadKey thread) {
    return takesPart.contains(thread.id());
  }

  @Override
  public boolean hasAsked(ThreadKey thread, String personId) {
    return askers.contains(personId);
  }

  @Override
  public Status status(ThreadKey thread) {
    return status;
  }

  @Override
  public List<Reply.Execution> code(ThreadKey thread, String messageId) {
    done.add("code " + thread.id() + " " + messageId);
    return code;
  }

  @Override
  public List<Reply.File> made(ThreadKey thread, String messageId) throws IOException {
    done.add("made " + thread.id() + " " + messageId);
    return files;
  }

  @Override
  public List<Reply.File> files(ThreadKey thread) throws IOException {
    done.add("files " + thread.id());
    return files;
  }

  @Override
  public Notebook notebook(ThreadKey thread) throws InterruptedException {
    done.add("notebook " + thread.id());
    mayMakeNotebooks.await();
    return notebook;
  }

  @Override
  public void feedback(ThreadKey thread, String messageId, Person from, boolean helpful) {
    done.add("feedback " + thread.id() + " " + messageId + " " + from.id() + " " + helpful);
  }

  @Override
  public void forget(String platform, String space, String fileId) {
    record("forget " + platform + "/" + space + " " + fileId);
  }

  /// What is taken back must be kept in mind first.
  private void record(String taken) {
    if (full) {
      throw new UncheckedIOException(new IOException("no disk"));
    }
    done.add(taken);
  }

  @Override
  public void forget(ThreadKey thread, String fileId) {
    record("forget " + thread.id() + " " + fileId);
  }

  @Override
  public void forgetMessage(ThreadKey thread, String messageId) {
    record("forgetMessage " + thread.id() + " " + messageId);
  }

  @Override
  public void reset(ThreadKey thread) {
    done.add("reset " + thread.id());
  }

  @Override
  public List<String> delete(ThreadKey thread) {
    done.add("delete " + thread.id());
    return List.of("3 files and 2 turns were removed.");
  }
}
