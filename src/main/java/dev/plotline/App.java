package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.Settings.Setting;
import dev.plotline.agent.Agent;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.BedrockModel;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.ThreadKey;
import dev.plotline.cli.Server;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import dev.plotline.runtime.InvocationServlet;
import dev.plotline.runtime.PingServlet;
import dev.plotline.runtime.Programs;
import dev.plotline.runtime.UploadServlet;
import dev.plotline.runtime.Uploads;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import dev.plotline.web.HostCheck;
import dev.plotline.web.JsonServlet;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// A whole Plotline, from [#start] to [#close]: the parts, the bot, and the two listeners.
final class App implements Server {
  private static final int MOST_SESSIONS = 1_000;
  private static final long INVOCATION_LIMIT = 101_000_000;

  private final Parts parts;
  private final AwsClients clients;
  private final Sandboxes sandboxes;
  private final Turns turns;
  private final WebServer admin;
  private final WebServer web;
  private final boolean lasts;

  /// Starts everything; what had been started is stopped again when something can't be.
  ///
  /// @param ports the settings', or free ones for a server of one command
  static App start(Settings settings, Ports ports) {
    return new App(settings, ports);
  }

  /// Where it listens.
  ///
  /// @param web for chat platforms and health
  /// @param admin for programs, loopback only
  /// @param lasts whether it stays up when the command that started it has its answer
  record Ports(int web, int admin, boolean lasts) {
    static Ports of(Settings settings) {
      return new Ports(
          settings.number(Setting.PORT, 0, 65_535),
          settings.number(Setting.PLOTLINE_ADMIN_PORT, 0, 65_535),
          true);
    }

    static Ports free() {
      return new Ports(0, 0, false);
    }
  }

  private App(Settings settings, Ports ports) {
    var clock = Clock.systemUTC();
    lasts = ports.lasts();
    Duration linkLife =
        settings.duration(Setting.PLOTLINE_LINK_LIFE, Duration.ofSeconds(1), Duration.ofDays(7));
    var rules = rules(settings);
    var limits = limits(settings);
    var life = life(settings);
    Duration idle =
        settings.duration(
            Setting.PLOTLINE_SESSION_IDLE, Duration.ofSeconds(1), Duration.ofHours(8));
    parts = Parts.start(settings);
    clients = new AwsClients(parts.aws());
    FileStore store = new S3Files(clients, parts.bucket());
    Function<ThreadKey, Workspace> workspaces =
        thread -> new Workspace(store, thread, linkLife, clock);
    var interpreter =
        new CodeInterpreter(
            clients, settings.text(Setting.CODE_INTERPRETER_ID), MOST_SESSIONS, clock);
    sandboxes = new Sandboxes(interpreter, workspaces, life, idle, clock);
    var agent =
        new Agent(
            new BedrockModel(
                clients,
                new BedrockModel.Options(
                    rules.model(),
                    settings.number(Setting.PLOTLINE_ANSWER_TOKENS, 100, 200_000),
                    null)),
            limits,
            clock);
    var uploads = new Uploads(settings.home().resolve("uploads"), clock);
    var programs = new Programs(uploads);
    turns =
        new Turns(
            new Turn(
                Map.of(Programs.PLATFORM, programs), agent, sandboxes, workspaces, rules, clock));
    var invocations = new InvocationServlet(programs, turns, turns, uploads, clock);
    var ping = new PingServlet(programs, clock);
    admin =
        WebServer.on("127.0.0.1", ports.admin())
            .bodyLimit(Math.max(rules.maxFile() + 1_000_000, INVOCATION_LIMIT))
            .filter("/*", new HostCheck())
            .servlet("/invocations", invocations)
            .servlet("/uploads", new UploadServlet(uploads))
            .servlet("/ping", ping)
            .servlet("/status", new JsonServlet(this::status))
            .start();
    boolean runtime = settings.on(Setting.PLOTLINE_RUNTIME);
    var builder =
        WebServer.on(runtime ? "0.0.0.0" : settings.text(Setting.PLOTLINE_BIND), ports.web())
            .servlet("/healthz", new JsonServlet(() -> Map.of("status", "ok")));
    if (runtime) {
      builder
          .bodyLimit(INVOCATION_LIMIT)
          .servlet("/invocations", invocations)
          .servlet("/ping", ping);
    }
    web = builder.start();
  }

  private static Turn.Rules rules(Settings settings) {
    boolean local = settings.local().contains(Part.MODEL);
    return new Turn.Rules(
        local ? "offline-analyst" : settings.text(Setting.BEDROCK_MODEL_ID),
        settings.text(Setting.PLOTLINE_NOTES),
        network(settings),
        settings.size(Setting.PLOTLINE_MAX_FILE),
        settings.duration(
            Setting.PLOTLINE_CODE_TIME, Duration.ofSeconds(1), Duration.ofMinutes(15)),
        settings.on(Setting.PLOTLINE_DEBUG));
  }

  private static String network(Settings settings) {
    return settings.word(Setting.CODE_INTERPRETER_NETWORK, "sandbox", "public").equals("public")
        ? "The session can reach the internet: `pip install` works in it."
        : "The session has no internet access: nothing can be downloaded in it, and `pip install`"
            + " fails. When a library is missing, do without it or say which one it is.";
  }

  private static Agent.Limits limits(Settings settings) {
    return new Agent.Limits(
        settings.number(Setting.PLOTLINE_STEPS, 1, 200),
        settings.duration(Setting.PLOTLINE_TURN_TIME, Duration.ofSeconds(1), Duration.ofHours(1)),
        settings.number(Setting.PLOTLINE_TURN_TOKENS, 1_000, Integer.MAX_VALUE));
  }

  /// What must be left of a session when a run begins is the longest that a run may take.
  private static Sandbox.Life life(Settings settings) {
    Duration life =
        settings.duration(
            Setting.PLOTLINE_SESSION_LIFE, Duration.ofMinutes(1), Duration.ofHours(8));
    Duration code =
        settings.duration(
            Setting.PLOTLINE_CODE_TIME, Duration.ofSeconds(1), Duration.ofMinutes(15));
    Duration half = life.dividedBy(2);
    return new Sandbox.Life(life, code.compareTo(half) < 0 ? code : half);
  }

  @Override
  public URI admin() {
    return admin.url();
  }

  /// The listener for chat platforms and health.
  URI web() {
    return web.url();
  }

  /// What runs where.
  Parts parts() {
    return parts;
  }

  private Map<String, Object> status() {
    var status = new LinkedHashMap<String, Object>();
    status.put("parts", parts.status());
    status.put("turns", turns.open());
    status.put("operations", clients.operations());
    return status;
  }

  @Override
  public boolean lasts() {
    return lasts;
  }

  /// Takes no new work, lets what runs finish for a while, then ends all it started.
  @Override
  public void close() {
    turns.close(Duration.ofSeconds(lasts ? 10 : 0));
    admin.close();
    web.close();
    sandboxes.close();
    clients.close();
    parts.close();
  }
}
