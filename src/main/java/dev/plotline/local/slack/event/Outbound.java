package dev.plotline.local.slack.event;

import dev.plotline.local.slack.world.Ids;
import dev.plotline.local.slack.world.Team;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// All that goes from the workspace to the app.
public final class Outbound implements AutoCloseable {
  private final AtomicReference<@Nullable URI> address = new AtomicReference<>();
  private final Deliveries deliveries = new Deliveries();
  private final ScheduledExecutorService timer;
  private final Sockets sockets = new Sockets();
  private final Courier courier;
  private final Events events;
  private final Interactions interactions;

  /// For a workspace whose app has no address yet.
  ///
  /// @param timeout within which the app must answer
  /// @param retries how long to wait before each further attempt
  public Outbound(Team team, Clock clock, Duration timeout, List<Duration> retries) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("slack-retries").factory());
    courier =
        new Courier(
            team.app().signingSecret(),
            address::get,
            sockets,
            new Courier.Schedule(timeout, retries),
            clock,
            deliveries,
            timer);
    events = new Events(team, courier);
    interactions = new Interactions(team, courier);
  }

  /// Where the app takes requests, once it has shown there that it is one.
  ///
  /// @throws IllegalStateException when it does not answer the challenge, as Slack saves no address
  ///   that doesn't
  public void to(URI address) {
    String challenge = Ids.random(52);
    courier.challenge(address, challenge);
    this.address.set(address);
  }

  /// An address for Socket Mode, good for one connection.
  public String socket() {
    return sockets.address();
  }

  /// What was sent.
  public Deliveries deliveries() {
    return deliveries;
  }

  /// Events.
  public Events events() {
    return events;
  }

  /// Buttons and the like.
  public Interactions interactions() {
    return interactions;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    courier.close();
    sockets.close();
  }
}
