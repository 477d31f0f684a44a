package dev.plotline;

import dev.plotline.agent.Agent;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.slack.Access;
import dev.plotline.slack.SlackBot;
import dev.plotline.slack.SlackSettings;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import dev.plotline.web.JsonServlet;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// The bot that [SlackLoad] measures, in a process of its own: all of it, wired as in the App, but
/// for the model and the sessions, which take a fixed time.
public final class SlackLoadMain {
  private SlackLoadMain() {}

  /// Prints where it takes events.
  ///
  /// @param arguments the store's address, access key, secret key and bucket, the home folder,
  ///   Slack's address
  public static void main(String[] arguments) throws Exception {
    var files = new AwsEndpoint.At(URI.create(arguments[0]), arguments[1], arguments[2]);
    var elsewhere = new AwsEndpoint.Default();
    var clients = new AwsClients(new AwsSettings("us-east-1", elsewhere, elsewhere, files, true));
    var store = new TimedFiles(new S3Files(clients, arguments[3]));
    var clock = Clock.systemUTC();
    var memory = Memory.open(store, Path.of(arguments[4]), Memory.Beat.NORMAL, clock);
    Function<ThreadKey, Workspace> workspaces =
        thread -> new Workspace(store, thread, Duration.ofHours(1), clock);
    var sandboxes =
        new Sandboxes(
            SlowParts::session,
            workspaces,
            new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
            Duration.ofMinutes(15),
            clock,
            memory.records());
    var bot = SlackBot.of(settings(URI.create(arguments[5])), memory.trails(), clock);
    Map<String, Chat> chats = Map.of(bot.chat().platform(), bot.chat());
    var kept = new Turn.Kept(sandboxes, workspaces, memory.records());
    var slow = new SlowParts();
    var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
    var rules = new Turn.Rules("slow", "", "", 1_000_000, Duration.ofMinutes(1), false);
    var turn = new Turn(chats, new Agent(slow, limits, clock), kept, rules, clock);
    Turns turns = memory.turns(turn);
    var threads = new KnownThreads(turns, chats, kept, memory.store(), memory.inbox(), clock);
    memory.begin(turn, turns, threads, Memory.Beat.NORMAL, Duration.ofDays(1));
    var endpoint = bot.serve(new Bot(memory.inbox(), turns, threads, () -> ""));
    WebServer web =
        WebServer.onLoopback()
            .filter("/slack/events", endpoint.filter())
            .servlet("/slack/events", endpoint.servlet())
            .servlet("/bench/nothing", new JsonServlet(Map::of))
            .servlet("/bench/store", new JsonServlet(store::taken))
            .servlet("/bench/heap", new JsonServlet(() -> slow.heap()))
            .servlet("/bench/hold", new JsonServlet(() -> slow.hold(true)))
            .servlet("/bench/release", new JsonServlet(() -> slow.hold(false)))
            .start();
    System.out.println("listening " + web.url());
    System.out.flush();
    new CountDownLatch(1).await();
  }

  private static SlackSettings settings(URI api) {
    var everybody = new Access(Set.of(), Set.of(), Set.of(), Set.of(), false, false);
    return new SlackSettings(api, "xoxb-bench", SlackLoad.SECRET, everybody, true);
  }
}
