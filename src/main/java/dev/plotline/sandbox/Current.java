package dev.plotline.sandbox;

import dev.plotline.chat.ThreadKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session that a sandbox has at the moment, and what was done in it since that was last
/// recorded. It is started on first use and replaced when it is gone; uses run one at a time.
final class Current {
  private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

  private final ThreadKey thread;
  private final Successor successor;
  private final Sandbox.Life life;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final List<Step> steps = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private volatile @Nullable Live live;
  private @Nullable String lost;

  /// @param lost why the thread's last session ended, null when it had none that we know of
  Current(
      ThreadKey thread,
      Successor successor,
      Sandbox.Life life,
      Clock clock,
      @Nullable String lost) {
    this.thread = thread;
    this.successor = successor;
    this.life = life;
    this.clock = clock;
    this.lost = lost;
  }

  /// One use of the session.
  @FunctionalInterface
  interface Use<T> {
    T apply(Live live) throws IOException, InterruptedException;
  }

  /// The session's id, null when none is running.
  @Nullable String session() {
    Live current = live;
    return current == null ? null : current.session.id();
  }

  /// Whether a use is under way.
  boolean isInUse() {
    return lock.isLocked();
  }

  /// Notes what was done. Only within a use.
  void note(Step step) {
    steps.add(step);
  }

  /// What happened to the session since this was last asked: sentences for the person and the
  /// model.
  List<String> takeNotices() {
    lock.lock();
    try {
      var taken = List.copyOf(notices);
      notices.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// What was done since this was last asked, for the turn's record.
  Journal takeJournal() {
    lock.lock();
    try {
      Live current = live;
      var taken = List.copyOf(steps);
      steps.clear();
      Journal.Held held =
          current == null
              ? null
              : new Journal.Held(current.session.id(), current.session.expiresAt());
      Map<String, String> variables = null;
      if (current != null && Restoration.isNeeded(taken)) {
        try {
          variables = Restoration.variables(current);
        } catch (IOException e) {
          log.warn("{} the variables could not be looked at: {}", thread, e.getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return new Journal(taken, variables, held);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the session; the next use starts another.
  ///
  /// @param why for the notice, for example `was stopped`
  void stop(String why) {
    lock.lock();
    try {
      drop(why);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the session that the thread would go on with, whichever process has begun it.
  ///
  /// @param why for the notice, for example `was reset`
  void end(String why) {
    lock.lock();
    try {
      if (successor.endLeft(session()) && live == null) {
        lost = why;
      }
      drop(why);
    } finally {
      lock.unlock();
    }
  }

  /// Uses the session for what must not meet its end, such as a run of code.
  <T> T useLasting(Use<T> use) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      replaceIfEnding();
      return use(use);
    } finally {
      lock.unlock();
    }
  }

  /// What only reads goes on with the session it has: what a run has just made is nowhere else.
  private void replaceIfEnding() {
    Live current = live;
    if (current != null
        && clock.instant().plus(life.margin()).isAfter(current.session.expiresAt())) {
      drop("was about to expire");
    }
  }

  /// Uses the session. Nothing was run when it was gone, so once more is safe; after a time-out or
  /// an interrupt the code may still be running, and the only way to end it is to end the session.
  <T> T use(Use<T> use) throws IOException, InterruptedException {
    return use(use, () -> {});
  }

  /// The same.
  ///
  /// @param waits run when the account's limits make the start wait
  <T> T use(Use<T> use, Runnable waits) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      for (boolean again = true; ; again = false) {
        try {
          return use.apply(started(waits));
        } catch (SandboxException e) {
          if (e.kind() == SandboxException.Kind.GONE && again) {
            drop("had expired");
            continue;
          }
          if (e.kind() == SandboxException.Kind.TIMEOUT) {
            drop("was ended because the code ran longer than allowed");
          }
          throw e;
        } catch (InterruptedIOException e) {
          drop("was ended because the run was stopped");
          throw new InterruptedException(e.getMessage());
        } catch (InterruptedException e) {
          drop("was ended because the run was stopped");
          throw e;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Live started(Runnable waits) throws IOException, InterruptedException {
    Live current = live;
    if (current == null) {
      var begun = successor.begin(new Successor.Wanted(lost, List.copyOf(steps), waits));
      current = begun.live();
      live = current;
      lost = null;
      notices.addAll(begun.notices());
    }
    return current;
  }

  private void drop(String why) {
    Live current = live;
    if (current != null) {
      current.session.stop();
      log.info("{} session {} {}", thread, current.session.id(), why);
      live = null;
      lost = why;
    }
  }
}
