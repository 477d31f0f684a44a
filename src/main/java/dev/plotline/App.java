package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.Settings.Setting;
import dev.plotline.agent.Agent;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.BedrockModel;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.Chat;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.cli.Server;
import dev.plotline.cli.Trouble;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.files.Outlet;
import dev.plotline.runtime.InvocationServlet;
import dev.plotline.runtime.PingServlet;
import dev.plotline.runtime.Programs;
import dev.plotline.runtime.UploadServlet;
import dev.plotline.runtime.Uploads;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.slack.Bot;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import dev.plotline.web.JsonServlet;
import dev.plotline.web.ReadyServlet;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A whole Plotline, from [#start] to [#close]: the parts, the bot, and the two listeners.
final class App implements Server {
  private static final int MOST_SESSIONS = 1_000;
  private static final long INVOCATION_LIMIT = 101_000_000;

  private final Parts parts;
  private final AwsClients clients;
  private final Sandboxes sandboxes;
  private final Turns turns;
  private final Threads threads;
  private final Memory memory;
  private final WebServer admin;
  private final WebServer web;
  private final Programs programs;
  private final Platforms platforms;
  private final long maxFile;
  private final boolean lasts;
  private final boolean endsSessions;
  private volatile boolean closing;
  private final AdminToken token;

  /// Starts everything; what had been started is stopped again when something can't be.
  ///
  /// @param ports the settings', or free ones for a server of one command
  static App start(Settings settings, Ports ports) {
    Tuning tuning = Tuning.of(settings);
    Platforms.check(settings);
    Parts parts = Parts.start(settings, ports.lasts());
    try {
      return new App(settings, ports, tuning, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
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

  private App(Settings settings, Ports ports, Tuning tuning, Parts parts) {
    this.parts = parts;
    endsSessions = settings.local().contains(Part.CODE);
    var clock = Clock.systemUTC();
    lasts = ports.lasts();
    token = AdminToken.of(settings);
    clients = new AwsClients(parts.aws());
    FileStore store = new S3Files(clients, parts.bucket(), outward(settings, parts));
    Function<ThreadKey, Workspace> workspaces =
        thread -> new Workspace(store, thread, tuning.linkLife(), clock);
    var interpreter =
        new CodeInterpreter(
            clients,
            settings.text(Setting.CODE_INTERPRETER_ID),
            MOST_SESSIONS,
            Tuning.internet(settings),
            clock);
    memory = Memory.open(store, settings.home(), Memory.Beat.NORMAL, clock);
    sandboxes =
        new Sandboxes(
            interpreter, workspaces, tuning.life(), tuning.idle(), clock, memory.records());
    var agent = new Agent(new BedrockModel(clients, tuning.model()), tuning.limits(), clock);
    var uploads = new Uploads(settings.home().resolve("uploads"), clock);
    programs = new Programs(uploads);
    platforms = lasts ? Platforms.of(settings, memory.trails(), clock) : Platforms.none(settings);
    var chats = new HashMap<String, Chat>(Map.of(Programs.PLATFORM, programs));
    platforms.chats().forEach(chat -> chats.put(chat.platform(), chat));
    var kept = new Turn.Kept(sandboxes, workspaces, memory.records());
    var turn = new Turn(chats, agent, kept, tuning.rules(), clock);
    turns = memory.turns(turn);
    threads = new KnownThreads(turns, chats, kept, memory.store(), memory.inbox(), clock);
    if (lasts) {
      memory.begin(turn, turns, Memory.Beat.NORMAL, tuning.kept());
    }
    maxFile = tuning.rules().maxFile();
    var invocations = new InvocationServlet(programs, turns, turns, uploads, clock);
    var ping = new PingServlet(programs, clock);
    admin = admin(ports, invocations, ping, uploads);
    try {
      var bot = new Bot(memory.inbox(), turns, threads, platforms::status);
      web = web(settings, ports, bot, invocations, ping);
      platforms.listen(bot, web.url());
    } catch (RuntimeException e) {
      admin.close();
      platforms.close();
      memory.close();
      throw e;
    }
  }

  /// Links to local files lead to this bot where people elsewhere are to open them.
  private static UnaryOperator<URI> outward(Settings settings, Parts parts) {
    URI outside = settings.publicUrl();
    return outside == null || parts.standIn(LocalFiles.class).isEmpty()
        ? UnaryOperator.identity()
        : signed -> Outlet.link(outside, signed);
  }

  private WebServer admin(
      Ports ports, InvocationServlet invocations, PingServlet ping, Uploads uploads) {
    try {
      return Doors.loopback(ports.admin(), token)
          .bodyLimit(Math.max(maxFile + 1_000_000, INVOCATION_LIMIT))
          .servlet("/invocations", invocations)
          .servlet("/uploads", new UploadServlet(uploads))
          .servlet("/ping", ping)
          .servlet("/status", new JsonServlet(this::status))
          .start();
    } catch (RuntimeException e) {
      platforms.close();
      memory.close();
      throw e;
    }
  }

  /// The listener for chat platforms and health; for programs too when that is asked for, and only
  /// where their code does not run on this host unasked.
  private WebServer web(
      Settings settings, Ports ports, Bot bot, InvocationServlet invocations, PingServlet ping) {
    boolean runtime = ports.lasts() && settings.on(Setting.PLOTLINE_RUNTIME);
    if (runtime && settings.local().contains(Part.CODE) && !settings.isNamedLocal(Part.CODE)) {
      throw Trouble.usage(
          "PLOTLINE_RUNTIME=on would run everybody's code on this host: set S3_BUCKET to use AWS, or"
              + " PLOTLINE_LOCAL=code if that is meant");
    }
    boolean outside = runtime || platforms.isReachedFromOutside();
    boolean everywhere = outside && !settings.isSet(Setting.PLOTLINE_BIND);
    String bind = everywhere ? "0.0.0.0" : settings.text(Setting.PLOTLINE_BIND);
    var builder =
        WebServer.on(bind, ports.web())
            .servlet("/healthz", new JsonServlet(() -> Map.of("status", "ok")))
            .servlet("/readyz", new ReadyServlet(() -> !closing, this::problems));
    platforms.serve(builder, bot);
    if (settings.publicUrl() != null) {
      parts
          .standIn(LocalFiles.class)
          .ifPresent(files -> builder.servlet(Outlet.PATH, new Outlet(files.url())));
    }
    if (runtime) {
      Doors.programs(builder, bind)
          .bodyLimit(INVOCATION_LIMIT)
          .servlet("/invocations", invocations)
          .servlet("/ping", ping);
    }
    return builder.start();
  }

  @Override
  public URI admin() {
    return admin.url();
  }

  @Override
  public String token() {
    return token.text();
  }

  /// The listener for chat platforms and health.
  URI web() {
    return web.url();
  }

  /// What is known of threads, for adapters.
  Threads threads() {
    return threads;
  }

  /// What runs where.
  Parts parts() {
    return parts;
  }

  /// A row for each part, as the status shows them.
  List<Map<String, String>> rows() {
    return Stream.concat(parts.status().stream(), platforms.rows(web.url()).stream()).toList();
  }

  /// What is wrong, one sentence each.
  private List<String> problems() {
    return Stream.of(memory.problem()).filter(problem -> !problem.isEmpty()).toList();
  }

  private Map<String, Object> status() {
    var status = new LinkedHashMap<String, Object>();
    status.put("parts", rows());
    status.put("warnings", parts.warnings());
    status.put("maxFile", maxFile);
    status.put("turns", turns.open());
    status.put("problems", problems());
    status.put("operations", clients.operations());
    return status;
  }

  @Override
  public boolean lasts() {
    return lasts;
  }

  /// Takes no new work, lets what runs finish for a while, then ends all it started. Sessions on
  /// AWS are left to the process that follows, which finds them; what nobody goes on with expires.
  @Override
  public void close() {
    closing = true;
    memory.stopTaking();
    turns.close(Duration.ofSeconds(lasts ? 10 : 0));
    programs.close();
    platforms.close();
    admin.close();
    web.close();
    memory.close();
    if (!lasts || endsSessions) {
      sandboxes.close();
    }
    clients.close();
    parts.close();
  }
}
