package dev.plotline;

import dev.plotline.agent.Agent;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.BedrockModel;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.model.LocalModel;
import dev.plotline.local.slack.LocalSlack;
import dev.plotline.local.slack.Options;
import dev.plotline.local.slack.Workplace;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Post;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.slack.Access;
import dev.plotline.slack.SlackBot;
import dev.plotline.slack.SlackSettings;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A whole bot in Slack with a wire to each of the four services, which are stand-ins, and limits
/// on time that a test can wait for.
final class Stand implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(32);
  private static final Duration CODE = Duration.ofSeconds(24);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final LocalModel model;
  final LocalInterpreter code;
  final LocalFiles files;
  final LocalSlack slack;
  final Wire toModel = Wire.open();
  final Wire toCode = Wire.open();
  final Wire toFiles = Wire.open();
  final Wire toSlack = Wire.open();
  private final Wire fromSlack = Wire.open();

  private final BlockingQueue<Post> answers = new LinkedBlockingQueue<>();
  private final Clock clock = Clock.systemUTC();
  private final AwsClients clients;
  private final Memory memory;
  private final Sandboxes sandboxes;
  private final SlackBot bot;
  private final Turns turns;
  private final WebServer web;

  Stand(Path home) throws Exception {
    model = LocalModel.start(dev.plotline.local.model.Options.of());
    code =
        LocalInterpreter.start(
            dev.plotline.local.code.Options.of(home.resolve("code"), LocalStack.python()));
    files = LocalFiles.start(home.resolve("files"), 0);
    slack =
        LocalSlack.start(
            Options.in(home.resolve("slack")).withoutRates().withAddress(toSlack.url()));
    toSlack.to(slack.listens());
    clients = new AwsClients(endpoints());
    var store = new S3Files(clients, files.bucket());
    Function<ThreadKey, Workspace> workspaces =
        thread -> new Workspace(store, thread, Duration.ofHours(1), clock);
    // No beat comes while the test runs: it would take the faults that are meant for turns.
    var beat = new Memory.Beat(Duration.ofHours(1), Duration.ofHours(3), Duration.ofMinutes(1));
    memory = Memory.open(store, home.resolve("home"), beat, clock);
    sandboxes =
        new Sandboxes(
            new CodeInterpreter(clients, "aws.codeinterpreter.v1", 100, clock),
            workspaces,
            new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
            Duration.ofMinutes(15),
            clock,
            memory.records());
    bot = SlackBot.of(slackSettings(), memory.trails(), clock);
    var kept = new Turn.Kept(sandboxes, workspaces, memory.records());
    var turn = turn(kept);
    turns = memory.turns(turn);
    memory.begin(turn, turns, beat, Duration.ofDays(1));
    web = serve(new KnownThreads(turns, chats(), kept, memory.store(), memory.inbox(), clock));
    slack.tell(fromSlack.to(web.url()).url().resolve("/slack/events"));
    slack.world().listen(this::heard);
  }

  private AwsSettings endpoints() {
    return new AwsSettings(
        "us-east-1",
        new AwsEndpoint.At(toModel.to(model.url()).url(), model.accessKey(), model.secretKey()),
        new AwsEndpoint.At(toCode.to(code.url()).url(), code.accessKey(), code.secretKey()),
        new AwsEndpoint.At(toFiles.to(files.url()).url(), files.accessKey(), files.secretKey()),
        true);
  }

  private SlackSettings slackSettings() {
    var access = new Access(Set.of(), Set.of(), Set.of(), Set.of(), false, false);
    return new SlackSettings(
        slack.apiUrl(), slack.app().botToken(), slack.app().signingSecret(), access, true);
  }

  private Turn turn(Turn.Kept kept) {
    var asked = new BedrockModel.Options(LocalModel.MODEL_ID, 8_192, null);
    var limits = new Agent.Limits(20, TURN, 1_000_000);
    return new Turn(
        chats(),
        new Agent(new BedrockModel(clients, asked), limits, clock),
        kept,
        new Turn.Rules(LocalModel.MODEL_ID, "", "", 1_000_000, CODE, false),
        clock);
  }

  private Map<String, Chat> chats() {
    return Map.of(bot.chat().platform(), bot.chat());
  }

  private WebServer serve(KnownThreads threads) {
    var endpoint = bot.serve(new Bot(memory.inbox(), turns, threads, () -> "All is well."));
    return WebServer.onLoopback()
        .filter("/slack/events", endpoint.filter())
        .servlet("/slack/events", endpoint.servlet())
        .start();
  }

  private void heard(Change change) {
    if (change instanceof Change.Posted(Post post)
        && post.byBot()
        && post.blocks().toString().contains("Made by")) {
      answers.add(post);
    }
  }

  /// Begins a thread.
  Post begin(String text) {
    return slack.people().say(Workplace.ANN, slack.world().direct(Workplace.ANN).id(), text);
  }

  /// Says something in a thread.
  void reply(Post root, String text) {
    slack.people().reply(Workplace.ANN, root, text);
  }

  /// The next answer, as it stands in Slack.
  String answer() throws InterruptedException {
    Post answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return answer == null ? "(no answer)" : answer.text() + answer.blocks();
  }

  /// Waits until no turn runs: after the answer come its files.
  void awaitRest() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (turns.open() > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("a turn goes on");
      }
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    }
  }

  /// How many answers came that nobody has taken.
  int surplus() {
    return answers.size();
  }

  private List<Wire> wires() {
    return List.of(toModel, toCode, toFiles, toSlack, fromSlack);
  }

  /// Ends the sessions and the connections: what is there then is there for good.
  void rest() {
    sandboxes.close();
    wires().forEach(Wire::cut);
  }

  @Override
  public void close() throws IOException {
    memory.stopTaking();
    turns.close();
    bot.close();
    web.close();
    memory.close();
    sandboxes.close();
    clients.close();
    for (Wire wire : wires()) {
      wire.close();
    }
    slack.close();
    model.close();
    code.close();
    files.close();
  }
}
