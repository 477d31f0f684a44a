package dev.plotline.local.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The sessions that have processes right now: at most so many, the least recently used gives way.
/// Its files stay; its next call starts it anew and is told that the variables are gone.
final class Boxes implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(30);

  /// What a call is told whose session lost its processes.
  static final String ENDED =
      "The session's sandbox had ended; variables are gone, files are kept.";

  private final int most;
  private final Function<Session, Box> start;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();

  /// In the order of use.
  private final Map<String, Held> live = new LinkedHashMap<>(16, 0.75f, true);

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
    this.most = most;
    this.start = start;
  }

  /// Starts the sandbox of a place.
  static Box open(Isolation.Walls walls, Place place, Starter starter) {
    var builder =
        new ProcessBuilder(walls.command(place))
            .directory(place.work().toFile())
            .redirectError(place.errors().toFile());
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

  /// The session's box, started if need be, kept from giving way until the lease is closed.
  Lease lease(Session session) {
    lock.lock();
    try {
      var held = live.get(session.id());
      if (held != null && !held.box.isAlive()) {
        live.remove(session.id());
        held.box.close();
        session.leaveNotice(ENDED);
        held = null;
      }
      if (held == null) {
        makeRoom();
        held = new Held(session, start.apply(session));
        live.put(session.id(), held);
      }
      var taken = held;
      taken.users++;
      return new Lease(taken.box, () -> giveBack(taken));
    } finally {
      lock.unlock();
    }
  }

  /// Ends the session's processes, if it has any.
  void end(String sessionId) {
    @Nullable Held held;
    lock.lock();
    try {
      held = live.remove(sessionId);
      freed.signalAll();
    } finally {
      lock.unlock();
    }
    if (held != null) {
      held.box.close();
    }
  }

  private void giveBack(Held held) {
    lock.lock();
    try {
      held.users--;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom() {
    long left = WAIT.toNanos();
    while (live.size() >= most) {
      var oldest = live.values().stream().filter(Held::isIdle).findFirst();
      if (oldest.isPresent()) {
        putAside(oldest.get());
        return;
      }
      try {
        if (left <= 0) {
          throw Refusal.of(
              Refusal.Type.THROTTLING, "All " + most + " local sessions are busy; try again.");
        }
        // A task ends without a signal, hence the short rounds.
        long round = Math.min(left, TimeUnit.MILLISECONDS.toNanos(200));
        left -= round - Math.max(0, freed.awaitNanos(round));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a free session", e);
      }
    }
    if (closed) {
      throw new IllegalStateException("the local interpreter is closed");
    }
  }

  private void putAside(Held held) {
    live.remove(held.session.id());
    held.session.leaveNotice(
        "The session was put aside to make room for others; variables are gone, files are kept.");
    held.box.close();
  }

  @Override
  public void close() {
    var all = new ArrayList<Held>();
    lock.lock();
    try {
      closed = true;
      all.addAll(live.values());
      live.clear();
    } finally {
      lock.unlock();
    }
    all.parallelStream().forEach(held -> held.box.close());
  }
}
