package dev.plotline.local.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The sessions that have processes right now: at most so many, the least recently used gives way.
/// Its files stay; its next call starts it anew and is told that the variables are gone.
final class Boxes implements AutoCloseable {
  /// What a call is told whose session lost its processes.
  static final String ENDED =
      "The session's sandbox had ended; variables are gone, files are kept.";

  private static final String PUT_ASIDE =
      "The session was put aside to make room for others; variables are gone, files are kept.";
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration ROUND = Duration.ofMillis(200);

  private final int most;
  private final Duration patience;
  private final Function<Session, Box> start;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// In the order of use.
  private final Map<String, Held> live = new LinkedHashMap<>(16, 0.75f, true);

  /// Those whose processes are ending; their folders are not free yet.
  private final Map<String, CompletableFuture<Void>> ending = new HashMap<>();

  private boolean closed;

  private static final class Held {
    private final Session session;
    private final Box box;
    private int users;

    private Held(Session session, Box box) {
      this.session = session;
      this.box = box;
    }

    private boolean isIdle() {
      return users == 0 && box.runningTasks() == 0;
    }
  }

  Boxes(int most, Function<Session, Box> start) {
    this(most, WAIT, start);
  }

  /// With another time for which a call waits until one of the others is idle.
  Boxes(int most, Duration patience, Function<Session, Box> start) {
    this.most = most;
    this.patience = patience;
    this.start = start;
  }

  /// Starts the sandbox of a place.
  static Box open(Isolation.Walls walls, Place place, Starter starter) {
    var builder = new ProcessBuilder(walls.command(place)).directory(place.work().toFile());
    builder.environment().clear(); // bubblewrap's --clearenv leaves it readable in /proc/1/environ
    builder.environment().put("PATH", "/usr/bin:/bin");
    return new Box(starter.start(builder), place.folder().getFileName().toString());
  }

  /// A box in use; closing it gives it back.
  record Lease(Box box, Runnable back) implements AutoCloseable {
    @Override
    public void close() {
      back.run();
    }
  }

  /// The session's box, started if need be, kept from giving way until the lease is closed. Refused
  /// when the session is being ended: whoever ends it comes for its box after that.
  Lease lease(Session session) {
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      while (true) {
        if (closed || session.isTerminated()) {
          throw Refusal.inactive(session.id());
        }
        var held = live.get(session.id());
        if (held != null && held.box.isAlive()) {
          return lease(held);
        }
        if (held != null) {
          dismiss(held, ENDED);
        }
        if (!ending.containsKey(session.id()) && (live.size() < most || makeRoom())) {
          var fresh = new Held(session, start.apply(session));
          live.put(session.id(), fresh);
          return lease(fresh);
        }
        if (System.nanoTime() > deadline) {
          throw Refusal.of(
              Refusal.Type.THROTTLING, "All " + most + " local sessions are busy; try again.");
        }
        // In short rounds, because a task ends without a signal.
        long _ = changed.awaitNanos(ROUND.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a free session", e);
    } finally {
      lock.unlock();
    }
  }

  private Lease lease(Held held) {
    held.users++;
    return new Lease(held.box, () -> giveBack(held));
  }

  private void giveBack(Held held) {
    lock.lock();
    try {
      held.users--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets the least recently used idle one go; false when all are busy.
  private boolean makeRoom() {
    var oldest = live.values().stream().filter(Held::isIdle).findFirst();
    oldest.ifPresent(held -> dismiss(held, PUT_ASIDE));
    return oldest.isPresent();
  }

  /// Ends the processes of one, outside of the lock: that may take seconds.
  private void dismiss(Held held, String notice) {
    var id = held.session.id();
    var end = new CompletableFuture<Void>();
    live.remove(id);
    ending.put(id, end);
    held.session.leaveNotice(notice);
    Thread.ofVirtual()
        .name("session-end")
        .start(() -> {
          try {
            held.box.close();
          } finally {
            hasEnded(id);
            end.complete(null);
          }
        });
  }

  private void hasEnded(String id) {
    lock.lock();
    try {
      ending.remove(id);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the session's processes, if it has any, and returns when they are gone.
  void end(String sessionId) {
    @Nullable CompletableFuture<Void> end;
    lock.lock();
    try {
      var held = live.get(sessionId);
      if (held != null) {
        dismiss(held, ENDED);
      }
      end = ending.get(sessionId);
      changed.signalAll(); // a call that waits for room has lost its session
    } finally {
      lock.unlock();
    }
    if (end != null) {
      end.join();
    }
  }

  @Override
  public void close() {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      List.copyOf(live.values()).forEach(held -> dismiss(held, ENDED));
      ends.addAll(ending.values());
    } finally {
      lock.unlock();
    }
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
  }
}
