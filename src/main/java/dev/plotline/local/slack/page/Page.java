package dev.plotline.local.slack.page;

import dev.plotline.local.slack.world.Ids;
import dev.plotline.local.slack.world.Team;
import dev.plotline.web.HostCheck;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/// The page, to be put on a listener.
public final class Page implements AutoCloseable {
  private final Team team;
  private final Desk desk;
  private final String token = Ids.random(32).toLowerCase(Locale.ROOT);
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Of a workspace, for those who sit at this desk.
  public Page(Team team, Desk desk) {
    this.team = team;
    this.desk = desk;
  }

  /// Puts it on a listener at `/`; everything else of it is below `/local/`.
  public void serve(WebServer.Builder listener) {
    for (String path : new String[] {"", "/local/*"}) {
      listener.filter(path, new HostCheck()).filter(path, new Access(token));
    }
    var assets = new Assets();
    listener
        .servlet("", assets)
        .servlet("/local/*", assets)
        .servlet("/local/api/*", new PageApi(team, desk, closed));
  }

  /// The address to open, when the listener is at `web`.
  public URI at(URI web) {
    return web.resolve("/?token=" + token);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
