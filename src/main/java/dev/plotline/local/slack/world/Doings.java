package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the app shows of what it does: the status of a thread, its agent session, and the questions
/// that it suggests. Safe for several threads.
public final class Doings {
  /// Slack takes a status away after this time without a word from the app.
  public static final Duration STATUS_LIFE = Duration.ofMinutes(2);

  private record Said(Change.Doing doing, Instant at) {}

  private final World world;
  private final Map<String, Said> statuses = new LinkedHashMap<>();
  private final Map<String, Change.SessionChanged> sessions = new LinkedHashMap<>();
  private final Map<String, Change.Suggested> prompts = new LinkedHashMap<>();

  Doings(World world) {
    this.world = world;
    world.listen(change -> {
      if (change instanceof Change.Posted(Post post) && post.byBot() && !post.isEphemeral()) {
        done(post.channel(), post.root());
      }
    });
  }

  /// Shows a status; an empty one takes it away.
  public void show(String channel, String threadTs, String status, List<String> loading) {
    var doing = new Change.Doing(channel, threadTs, status, loading);
    synchronized (this) {
      if (status.isEmpty()) {
        statuses.remove(key(channel, threadTs));
      } else {
        statuses.put(key(channel, threadTs), new Said(doing, world.times().now()));
      }
    }
    world.tell(doing);
  }

  private void done(String channel, String threadTs) {
    boolean shown;
    synchronized (this) {
      shown = statuses.remove(key(channel, threadTs)) != null;
    }
    if (shown) {
      world.tell(new Change.Doing(channel, threadTs, "", List.of()));
    }
  }

  /// Sets the state of a session, made when there is none.
  ///
  /// @param title empty to keep the one it has
  public Change.SessionChanged session(
      String channel, String threadTs, String status, String title) {
    Change.SessionChanged session;
    synchronized (this) {
      var before = sessions.get(key(channel, threadTs));
      String kept = title.isEmpty() && before != null ? before.title() : title;
      session = new Change.SessionChanged(channel, threadTs, status, kept);
      sessions.put(key(channel, threadTs), session);
    }
    world.tell(session);
    return session;
  }

  /// Whether a thread has a session.
  public synchronized boolean hasSession(String channel, String threadTs) {
    return sessions.containsKey(key(channel, threadTs));
  }

  /// The state of a thread's session, empty when it has none.
  public synchronized String sessionStatus(String channel, String threadTs) {
    var session = sessions.get(key(channel, threadTs));
    return session == null ? "" : session.status();
  }

  /// Shows questions to ask.
  public void suggest(String channel, String threadTs, String title, JsonNode list) {
    var suggested = new Change.Suggested(channel, threadTs, title, list);
    synchronized (this) {
      prompts.put(key(channel, threadTs), suggested);
    }
    world.tell(suggested);
  }

  /// All that is shown now.
  public synchronized List<Change> all() {
    Instant old = world.times().now().minus(STATUS_LIFE);
    var all = new ArrayList<Change>(sessions.values());
    all.addAll(prompts.values());
    statuses.values().stream().filter(s -> s.at().isAfter(old)).map(Said::doing).forEach(all::add);
    return all;
  }

  private static String key(String channel, String threadTs) {
    return channel + "/" + threadTs;
  }
}
