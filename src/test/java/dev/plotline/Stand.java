package dev.plotline;

import dev.plotline.agent.Agent;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.BedrockModel;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.Chat;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.model.LocalModel;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A whole bot on one platform with a wire to each of its services, which are stand-ins, and limits
/// on time that a test can wait for.
final class Stand implements AutoCloseable {
  private static final Duration CODE = Duration.ofSeconds(24);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final LocalModel model;
  final LocalInterpreter code;
  final LocalFiles files;
  final Wire toModel = Wire.open();
  final Wire toCode = Wire.open();
  final Wire toFiles = Wire.open();
  final Talk talk;

  private final Clock clock = Clock.systemUTC();
  private final AwsClients clients;
  private final Memory memory;
  private final Sandboxes sandboxes;
  private final Turns turns;
  private final WebServer web;

  /// @param limit of a turn
  Stand(Path home, Talk talk, Duration limit) throws Exception {
    this.talk = talk;
    model = LocalModel.start(dev.plotline.local.model.Options.of());
    code =
        LocalInterpreter.start(
            dev.plotline.local.code.Options.of(home.resolve("code"), LocalStack.python()));
    files = LocalFiles.start(home.resolve("files"), 0);
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
    Map<String, Chat> chats = Map.of(talk.chat(memory).platform(), talk.chat(memory));
    var kept = new Turn.Kept(sandboxes, workspaces, memory.records());
    var turn = turn(kept, chats, limit);
    turns = memory.turns(turn);
    var known = new KnownThreads(turns, chats, kept, memory.store(), memory.inbox(), clock);
    memory.begin(turn, turns, known, beat, Duration.ofDays(1));
    var builder = WebServer.onLoopback();
    talk.serve(builder, memory, turns, known);
    web = builder.start();
    talk.begin(web.url());
  }

  private AwsSettings endpoints() {
    return new AwsSettings(
        "us-east-1",
        new AwsEndpoint.At(toModel.to(model.url()).url(), model.accessKey(), model.secretKey()),
        new AwsEndpoint.At(toCode.to(code.url()).url(), code.accessKey(), code.secretKey()),
        new AwsEndpoint.At(toFiles.to(files.url()).url(), files.accessKey(), files.secretKey()),
        true);
  }

  private Turn turn(Turn.Kept kept, Map<String, Chat> chats, Duration limit) {
    var asked = new BedrockModel.Options(LocalModel.MODEL_ID, 8_192, null);
    var limits = new Agent.Limits(20, limit, 1_000_000);
    return new Turn(
        chats,
        new Agent(new BedrockModel(clients, asked), limits, clock),
        kept,
        new Turn.Rules(LocalModel.MODEL_ID, "", "", 1_000_000, CODE, false),
        clock);
  }

  /// The next answer, as it stands there.
  String answer() throws InterruptedException {
    return talk.answer(PATIENCE);
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

  private List<Wire> wires() {
    var wires = new ArrayList<>(talk.wires());
    wires.addAll(List.of(toModel, toCode, toFiles));
    return wires;
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
    talk.stop();
    web.close();
    memory.close();
    sandboxes.close();
    clients.close();
    for (Wire wire : wires()) {
      wire.close();
    }
    talk.close();
    model.close();
    code.close();
    files.close();
  }
}
