package dev.plotline.local.code;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// All sessions, with what AgentCore promises of them: an absolute time to live, a repeated
/// `clientToken` that makes no second one, a quota. Ended ones are remembered for a while.
final class Sessions implements AutoCloseable {
  private static final int REMEMBERED = 2000;
  private static final Executor ENDS = Thread.ofVirtual().name("session-end")::start;
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Places places;
  private final Boxes boxes;
  private final int quota;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> all =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > REMEMBERED && eldest.getValue().isTerminated();
        }
      };
  private final Map<String, Start> byToken = new HashMap<>();
  private final Map<String, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();

  /// What a start asked for; the same token must ask for the same.
  record Start(String interpreter, String name, Duration timeToLive, @Nullable Session session) {
    boolean asksTheSameAs(Start other) {
      return interpreter.equals(other.interpreter)
          && name.equals(other.name)
          && timeToLive.equals(other.timeToLive);
    }
  }

  Sessions(Places places, Boxes boxes, int quota, Clock clock) {
    this.places = places;
    this.boxes = boxes;
    this.quota = quota;
    this.clock = clock;
  }

  /// A new session whose processes are starting, or the one that the same token made before.
  Session start(String interpreter, String name, Duration timeToLive, @Nullable String token) {
    var session = register(interpreter, name, timeToLive, token);
    try {
      boxes.lease(session).close();
    } catch (RuntimeException e) {
      end(session).join();
      throw e;
    }
    return session;
  }

  private synchronized Session register(
      String interpreter, String name, Duration timeToLive, @Nullable String token) {
    expire();
    var asked = new Start(interpreter, name, timeToLive, null);
    var before = token == null ? null : byToken.get(token);
    if (before != null && before.session() != null) {
      if (!before.asksTheSameAs(asked)) {
        throw Refusal.mismatch("clientToken was used before with other parameters");
      }
      return before.session();
    }
    if (ready().size() >= quota) {
      throw Refusal.of(
          Refusal.Type.SERVICE_QUOTA_EXCEEDED,
          "The quota of " + quota + " active sessions is used up; stop sessions first.");
    }
    var id = newId();
    var session = new Session(id, interpreter, name, clock.instant(), timeToLive, places.make(id));
    all.put(id, session);
    if (token != null) {
      byToken.put(token, new Start(interpreter, name, timeToLive, session));
    }
    return session;
  }

  /// A session whatever its state; refused when there was never one of that id.
  synchronized Session find(String interpreter, String id) {
    expire();
    var session = all.get(id);
    if (session == null || !session.interpreter().equals(interpreter)) {
      throw Refusal.inactive(id);
    }
    return session;
  }

  /// A session that still takes calls.
  Session findReady(String interpreter, String id) {
    var session = find(interpreter, id);
    if (session.isTerminated()) {
      throw Refusal.inactive(id);
    }
    return session;
  }

  synchronized List<Session> list(String interpreter) {
    expire();
    return all.values().stream().filter(s -> s.interpreter().equals(interpreter)).toList();
  }

  /// Returns when nothing is left of it.
  Session stop(String interpreter, String id) {
    var session = findReady(interpreter, id);
    end(session).join();
    return session;
  }

  /// Ends what has outlived its time, and waits for nothing.
  synchronized void expire() {
    var now = clock.instant();
    for (var session : ready()) {
      if (session.isOverAt(now)) {
        var _ = end(session);
      }
    }
  }

  /// Takes its name from a session at once, and all else beside: that can take seconds, for which
  /// nobody else may wait.
  private synchronized CompletableFuture<Void> end(Session session) {
    if (session.isTerminated()) {
      return CompletableFuture.completedFuture(null);
    }
    session.terminate(clock.instant());
    byToken.values().removeIf(start -> Objects.equals(start.session(), session));
    var end =
        CompletableFuture.runAsync(
            () -> {
              boxes.end(session.id());
              places.remove(session.place());
            },
            ENDS);
    ending.put(session.id(), end);
    var _ = end.whenComplete((_, _) -> ending.remove(session.id()));
    return end;
  }

  private synchronized List<Session> ready() {
    return all.values().stream().filter(s -> !s.isTerminated()).toList();
  }

  /// A ULID: time first, so that ids sort by age, as the service's do.
  private String newId() {
    var id = new StringBuilder(26);
    long time = clock.millis();
    for (int shift = 45; shift >= 0; shift -= 5) {
      id.append(CROCKFORD.charAt((int) (time >>> shift) & 31));
    }
    for (int i = 0; i < 16; i++) {
      id.append(CROCKFORD.charAt(random.nextInt(32)));
    }
    return id.toString();
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    boxes.close();
    for (var session : ready()) {
      var _ = end(session);
    }
    CompletableFuture.allOf(ending.values().toArray(CompletableFuture[]::new)).join();
  }
}
