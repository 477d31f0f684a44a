package dev.plotline.aws;

import dev.plotline.sandbox.Interpreter;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// AgentCore Code Interpreter. Keeps the account's limits by making callers wait in order: 30 calls
/// a second of each operation, and as many sessions at once as it is given.
public final class CodeInterpreter implements Interpreter {
  /// What an account is allowed unless AWS raised it.
  private static final int CALLS_PER_SECOND = 30;

  private static final Duration LONGEST_LIFE = Duration.ofHours(8);

  private final SessionStarts starts;
  private final SessionStops stops;
  private final SessionSlots slots;
  private final ToolCalls calls;
  private final Clock clock;
  private final Waiting waiting;
  private final boolean internet;

  /// Sessions of an interpreter.
  ///
  /// @param interpreter `aws.codeinterpreter.v1` or the id of one's own
  /// @param mostSessions how many may live at once; an account is allowed 1,000 unless AWS raised
  ///   it
  public CodeInterpreter(AwsClients clients, String interpreter, int mostSessions, Clock clock) {
    this(clients, interpreter, mostSessions, false, clock);
  }

  /// The same.
  ///
  /// @param internet whether it was made with the network mode PUBLIC
  public CodeInterpreter(
      AwsClients clients, String interpreter, int mostSessions, boolean internet, Clock clock) {
    this(
        clients,
        interpreter,
        mostSessions,
        internet,
        clock,
        new Waiting(Ticks.SYSTEM, Duration.ofMinutes(2)));
  }

  /// How it waits.
  ///
  /// @param patience how long a start waits for the account's limits
  record Waiting(Ticks ticks, Duration patience) {
    Pace pace() {
      return new Pace(CALLS_PER_SECOND, ticks);
    }
  }

  CodeInterpreter(
      AwsClients clients,
      String interpreter,
      int mostSessions,
      boolean internet,
      Clock clock,
      Waiting waiting) {
    this.internet = internet;
    this.starts = new SessionStarts(clients.sessions(), interpreter, waiting.pace());
    this.stops = new SessionStops(clients.sessions(), interpreter, waiting.pace(), waiting.ticks());
    this.slots = new SessionSlots(mostSessions, clock);
    this.calls = new ToolCalls(clients.calls(), interpreter, waiting.pace(), waiting.ticks());
    this.clock = clock;
    this.waiting = waiting;
  }

  @Override
  public Session start(String name, Duration life, Runnable waits)
      throws SandboxException, InterruptedException {
    Duration lives = life.compareTo(LONGEST_LIFE) < 0 ? life : LONGEST_LIFE;
    Deadline deadline = Deadline.in(waiting.patience(), waiting.ticks());
    SessionSlots.Slot slot = slots.take(deadline.left(), waits);
    // Before the call, so that it never lies after the service's own.
    Instant expiresAt = clock.instant().plus(lives);
    boolean started = false;
    try {
      String id =
          starts.start(
              name,
              lives,
              deadline,
              new SessionStarts.Caller(waits, late -> stops.stop(late, _ -> {})));
      started = true;
      return session(id, expiresAt, slot);
    } finally {
      if (!started) {
        slot.free();
      }
    }
  }

  @Override
  public @Nullable Session attach(String id, Instant expiresAt) throws InterruptedException {
    try {
      return session(id, expiresAt, slots.take(Duration.ZERO, () -> {}));
    } catch (SandboxException e) {
      return null;
    }
  }

  private Session session(String id, Instant expiresAt, SessionSlots.Slot slot) {
    var once = new AtomicBoolean();
    Runnable stop =
        () -> {
          if (once.compareAndSet(false, true)) {
            stops.stop(id, gone -> end(slot, gone, expiresAt));
          }
        };
    return new CodeInterpreterSession(id, expiresAt, calls, stop);
  }

  @Override
  public boolean reachesInternet() {
    return internet;
  }

  private static void end(SessionSlots.Slot slot, boolean gone, Instant expiresAt) {
    if (gone) {
      slot.free();
    } else {
      slot.freeAt(expiresAt);
    }
  }
}
