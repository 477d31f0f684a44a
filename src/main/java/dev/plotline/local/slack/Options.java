package dev.plotline.local.slack;

import dev.plotline.local.slack.world.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a local Slack is started.
///
/// @param app its secrets, scopes and events
/// @param folder where bytes of files are kept; what is in it may be removed
/// @param rates whether too many calls are refused as Slack refuses them
/// @param timeout within which the app must answer
/// @param retries how long to wait before an event is delivered again
/// @param address where it is reached, null when that is where it listens
public record Options(
    Installation app,
    Path folder,
    boolean rates,
    Duration timeout,
    List<Duration> retries,
    Clock clock,
    @Nullable URI address) {

  /// Copies the list.
  public Options {
    retries = List.copyOf(retries);
  }

  /// As Slack is, with new secrets.
  public static Options in(Path folder) {
    return new Options(
        Installation.fresh(),
        folder,
        true,
        Duration.ofSeconds(3),
        List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5)),
        Clock.systemUTC(),
        null);
  }

  /// The same with another installation.
  public Options withApp(Installation app) {
    return new Options(app, folder, rates, timeout, retries, clock, address);
  }

  /// The same without limits on how often methods are called.
  public Options withoutRates() {
    return new Options(app, folder, false, timeout, retries, clock, address);
  }

  /// The same with another patience.
  public Options withDelivery(Duration timeout, List<Duration> retries) {
    return new Options(app, folder, rates, timeout, retries, clock, address);
  }

  /// The same by another clock.
  public Options withClock(Clock clock) {
    return new Options(app, folder, rates, timeout, retries, clock, address);
  }

  /// The same with something before it.
  public Options withAddress(URI address) {
    return new Options(app, folder, rates, timeout, retries, clock, address);
  }
}
