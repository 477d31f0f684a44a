package dev.plotline.local.code;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One Code Interpreter session as its owner sees it. Guarded by [Sessions], but for the notice and
/// for whether it is terminated, which anybody may ask.
final class Session {
  private final String id;
  private final String interpreter;
  private final String name;
  private final Instant created;
  private final Duration timeToLive;
  private final Place place;
  private volatile boolean terminated;
  private Instant updated;
  private @Nullable String notice;

  Session(
      String id,
      String interpreter,
      String name,
      Instant created,
      Duration timeToLive,
      Place place) {
    this.id = id;
    this.interpreter = interpreter;
    this.name = name;
    this.created = created;
    this.updated = created;
    this.timeToLive = timeToLive;
    this.place = place;
  }

  String id() {
    return id;
  }

  String interpreter() {
    return interpreter;
  }

  String name() {
    return name;
  }

  Instant created() {
    return created;
  }

  Instant updated() {
    return updated;
  }

  Duration timeToLive() {
    return timeToLive;
  }

  Place place() {
    return place;
  }

  boolean isTerminated() {
    return terminated;
  }

  boolean isOverAt(Instant now) {
    return !now.isBefore(created.plus(timeToLive));
  }

  void terminate(Instant now) {
    updated = now;
    terminated = true;
  }

  /// Leaves a sentence for the next result: what happened to the session between two calls.
  synchronized void leaveNotice(String sentence) {
    notice = sentence;
  }

  synchronized @Nullable String takeNotice() {
    var taken = notice;
    notice = null;
    return taken;
  }
}
