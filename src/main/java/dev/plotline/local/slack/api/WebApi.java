package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Team;
import dev.plotline.web.WebServer;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// The Web API with all that belongs to it, as servlets.
public final class WebApi implements AutoCloseable {
  private final Journal journal = new Journal();
  private final Faults faults = new Faults();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Team team;
  private final Clock clock;
  private final boolean rates;

  /// For a workspace.
  ///
  /// @param rates whether calls are counted and too many refused
  public WebApi(Team team, Clock clock, boolean rates) {
    this.team = team;
    this.clock = clock;
    this.rates = rates;
  }

  /// Puts it on a server.
  ///
  /// @param later does what Slack does after it has answered
  /// @param socket opens an address for Socket Mode
  public void serve(WebServer.Builder server, Executor later, Supplier<String> socket) {
    var methods = new Methods();
    new PeopleMethods(team).addTo(methods);
    new ChatMethods(team).addTo(methods);
    new ConversationMethods(team).addTo(methods);
    new FileMethods(team, later).addTo(methods);
    new ViewMethods(team).addTo(methods);
    new AgentMethods(team).addTo(methods);
    methods.add(
        "apps.connections.open",
        Rule.writes(Rate.TIER_2).by(Rule.Token.APP),
        _ -> connection(socket));
    var answers = new Answers(closed);
    server
        .servlet(
            "/api/*",
            new ApiServlet(methods, team.app(), new Rates(clock, rates), journal, faults, answers))
        .servlet("/files-pri/*", new FilesServlet(team, journal, faults, answers))
        .servlet("/upload/v1/*", new UploadServlet(team, journal, faults, answers))
        .servlet("/actions/*", new HookServlet(team, journal, faults, answers));
  }

  private static ObjectNode connection(Supplier<String> socket) {
    return Json.object().put("url", socket.get());
  }

  /// The calls so far.
  public Journal journal() {
    return journal;
  }

  /// What is to go wrong.
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
