package dev.plotline.local.slack;

import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.api.Journal;
import dev.plotline.local.slack.api.WebApi;
import dev.plotline.local.slack.event.Deliveries;
import dev.plotline.local.slack.event.Events;
import dev.plotline.local.slack.event.Interactions;
import dev.plotline.local.slack.event.Outbound;
import dev.plotline.local.slack.page.Page;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Installation;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import dev.plotline.local.slack.world.World;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A Slack workspace on loopback. Started by [#start], serves until [#close]; safe for several
/// threads.
public final class LocalSlack implements AutoCloseable {
  /// Files may be as large as Slack's own.
  private static final long BODY_LIMIT = 1_050_000_000;

  private final Team team;
  private final WebApi api;
  private final Outbound outbound;
  private final People people;
  private final Page page;
  private final WebServer server;
  private final URI address;

  private LocalSlack(Options options) {
    var told = new CompletableFuture<URI>();
    team = Team.of(options.app(), options.folder(), options.clock(), told::join);
    Workplace.furnish(team);
    people = new People(team);
    outbound = new Outbound(team, options.clock(), options.timeout(), options.retries());
    api = new WebApi(team, options.clock(), options.rates());
    page =
        new Page(
            team, new Office(team.world(), people, outbound.events(), outbound.interactions()));
    var listener = WebServer.onLoopback().bodyLimit(BODY_LIMIT);
    api.serve(listener, Thread::startVirtualThread, outbound::socket);
    server = listener.start();
    URI listens = server.url();
    told.complete(options.address() == null ? listens : options.address());
    address = told.join();
  }

  /// Starts listening on loopback.
  public static LocalSlack start(Options options) {
    return new LocalSlack(options);
  }

  /// The base address of the Web API, with a trailing slash.
  public URI apiUrl() {
    return address.resolve("/api/");
  }

  /// Where it listens, which is not its address when something stands before it.
  public URI listens() {
    return server.url();
  }

  /// Puts the page in the browser on a listener, at `/`.
  public void servePage(WebServer.Builder listener) {
    page.serve(listener);
  }

  /// The page's address with its token, when its listener is at `web`.
  public URI pageUrl(URI web) {
    return page.at(web);
  }

  /// The app's secrets.
  public Installation app() {
    return team.app();
  }

  /// Where the app takes events, interactions and commands.
  public LocalSlack tell(URI requestUrl) {
    outbound.to(requestUrl);
    return this;
  }

  /// Who and what is there.
  public World world() {
    return team.world();
  }

  /// The files that are there.
  public List<Upload> uploads() {
    return team.uploads().all();
  }

  /// What the app shows of what it does: statuses, sessions, suggested questions.
  public List<Change> doings() {
    return team.doings().all();
  }

  /// What people do.
  public People people() {
    return people;
  }

  /// Events, by hand.
  public Events events() {
    return outbound.events();
  }

  /// Buttons, modals, shortcuts and commands.
  public Interactions interactions() {
    return outbound.interactions();
  }

  /// What was sent to the app.
  public Deliveries deliveries() {
    return outbound.deliveries();
  }

  /// The calls of the Web API so far.
  public Journal journal() {
    return api.journal();
  }

  /// Spoils the next calls of a method, one each; `file.upload`, `file.download` and `response_url`
  /// count as methods, and `*` is whichever comes next.
  public LocalSlack fail(String method, Fault... faults) {
    api.faults().plan(method, faults);
    return this;
  }

  @Override
  public void close() {
    page.close();
    api.close();
    server.close();
    outbound.close();
  }
}
