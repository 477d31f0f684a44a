package dev.plotline.local.slack.world;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/// A workspace with all that belongs to it, as the Web API, the events and the page share it.
///
/// @param address where its Web API and its files are, without a trailing slash; asked for when it
///   is needed, because it is known only when the server listens
public record Team(
    World world,
    Uploads uploads,
    Doings doings,
    Modals modals,
    Triggers triggers,
    Hooks hooks,
    Installation app,
    Supplier<URI> address) {

  /// An empty workspace that keeps files in `folder`.
  public static Team of(Installation app, Path folder, Clock clock, Supplier<URI> address) {
    var world = new World(clock);
    return new Team(
        world,
        new Uploads(world, folder),
        new Doings(world),
        new Modals(world),
        new Triggers(clock),
        new Hooks(clock),
        app,
        address);
  }

  /// Where its Web API and its files are, without a trailing slash.
  public URI url() {
    return address.get();
  }

  /// Its messages and files as JSON.
  public Messages messages() {
    return new Messages(this);
  }
}
