package dev.plotline.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sandboxes of all threads. Ask for one at each use and don't keep it: an idle one is dropped
/// and its session stopped.
public final class Sandboxes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sandboxes.class);

  private final Interpreter interpreter;
  private final Function<ThreadKey, Workspace> workspaces;
  private final Sandbox.Life life;
  private final Clock clock;
  private final Journal.Source journals;
  private final Cache<ThreadKey, Sandbox> cache;
  // Why a thread's last session ended, for the notice when its next one starts.
  private final Cache<ThreadKey, String> idled = Caffeine.newBuilder().maximumSize(10_000).build();

  /// No session is started before it is used.
  ///
  /// @param idle how long an unused session is kept
  /// @param journals what earlier turns did, for a session that takes the place of another
  public Sandboxes(
      Interpreter interpreter,
      Function<ThreadKey, Workspace> workspaces,
      Sandbox.Life life,
      Duration idle,
      Clock clock,
      Journal.Source journals) {
    this(interpreter, workspaces, life, idle, clock, journals, Ticker.systemTicker());
  }

  /// The same for threads whose earlier turns nobody keeps.
  public Sandboxes(
      Interpreter interpreter,
      Function<ThreadKey, Workspace> workspaces,
      Sandbox.Life life,
      Duration idle,
      Clock clock) {
    this(interpreter, workspaces, life, idle, clock, thread -> List.of());
  }

  Sandboxes(
      Interpreter interpreter,
      Function<ThreadKey, Workspace> workspaces,
      Sandbox.Life life,
      Duration idle,
      Clock clock,
      Journal.Source journals,
      Ticker ticker) {
    this.interpreter = interpreter;
    this.workspaces = workspaces;
    this.life = life;
    this.clock = clock;
    this.journals = journals;
    // Without a scheduler an idle bot never expires a session. Stopping one is a call over the
    // network and waits for a run that is under way, so it has a thread of its own.
    this.cache =
        Caffeine.newBuilder()
            .expireAfterAccess(idle)
            .scheduler(Scheduler.systemScheduler())
            .ticker(ticker)
            .executor(Runnable::run)
            .removalListener(
                (@Nullable ThreadKey thread, @Nullable Sandbox sandbox, RemovalCause cause) -> {
                  if (thread != null && sandbox != null && !isKept(thread, sandbox)) {
                    idled.put(thread, "was ended after " + idle.toMinutes() + " idle minutes");
                    Thread.startVirtualThread(() -> sandbox.stop("was idle"));
                  }
                })
            .build();
  }

  /// The thread's sandbox.
  public Sandbox of(ThreadKey thread) {
    return cache.get(
        thread,
        key ->
            new Sandbox(
                key,
                new Successor(key, interpreter, workspaces.apply(key), life, clock, journals),
                life,
                clock,
                idled.getIfPresent(key)));
  }

  /// The id of the thread's session, null when it has none; not a use of it.
  public @Nullable String session(ThreadKey thread) {
    Sandbox sandbox = cache.policy().getIfPresentQuietly(thread);
    return sandbox == null ? null : sandbox.session();
  }

  /// Ends the thread's session, if it has one, also one that an earlier process has left.
  ///
  /// @param why for the notice when the next one starts, for example `was reset`
  public void end(ThreadKey thread, String why) {
    of(thread).end(why);
  }

  /// Runs what was done in a thread again, in a new session of its own that is ended afterwards.
  /// All of it has a limit on time: starting the session and putting files into it included.
  ///
  /// @param modules those whose versions are wanted
  public Rehearsal rehearse(ThreadKey thread, List<Step> steps, Collection<String> modules)
      throws InterruptedException {
    return rehearse(thread, steps, modules, Rehearsal.WHOLE);
  }

  Rehearsal rehearse(ThreadKey thread, List<Step> steps, Collection<String> modules, Duration whole)
      throws InterruptedException {
    var rehearsal = new FutureTask<>(() -> rehearsed(thread, steps, modules));
    Thread.ofVirtual().name("rehearsal-" + thread).start(rehearsal);
    try {
      return rehearsal.get(whole.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      log.warn("{} could not be run again in time", thread);
      return Rehearsal.none("running it again took too long");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread's code could not be run again", e.getCause());
    } finally {
      // Whoever is interrupted, or waits no longer, leaves no session behind.
      rehearsal.cancel(true);
    }
  }

  private Rehearsal rehearsed(ThreadKey thread, List<Step> steps, Collection<String> modules)
      throws InterruptedException {
    Duration most = life.total().compareTo(Rehearsal.LIFE) < 0 ? life.total() : Rehearsal.LIFE;
    try {
      Session session = interpreter.start("plotline-" + thread.hash(), most);
      try {
        Workspace workspace = workspaces.apply(thread);
        var live = new Live(session, thread.toString(), workspace, interpreter.reachesInternet());
        return Rehearsal.in(live, workspace, steps, modules);
      } finally {
        session.stop();
      }
    } catch (IOException e) {
      log.warn("{} could not be run again: {}", thread, e.getMessage());
      return Rehearsal.none("there was no session for it");
    }
  }

  /// A session in the middle of a run is not idle, and one without is nothing to stop.
  private boolean isKept(ThreadKey thread, Sandbox sandbox) {
    return sandbox.session() == null
        || (sandbox.isInUse() && cache.asMap().putIfAbsent(thread, sandbox) == null);
  }

  /// Drops what has been idle too long.
  void cleanUp() {
    cache.cleanUp();
  }

  /// Stops all sessions and waits until they are.
  @Override
  public void close() {
    var stops =
        cache.asMap().values().stream()
            .map(sandbox -> Thread.startVirtualThread(() -> sandbox.stop("was closed")))
            .toList();
    for (Thread stop : stops) {
      try {
        stop.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
