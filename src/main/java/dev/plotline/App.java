package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.cli.Server;
import dev.plotline.runtime.InvocationServlet;
import dev.plotline.runtime.PingServlet;
import dev.plotline.runtime.Programs;
import dev.plotline.runtime.Uploads;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A whole Plotline, from [#start] to [#close]: the parts, the bot, and the two listeners.
final class App implements Server {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Parts parts;
  private final Backend backend;
  private final Platforms platforms;
  private final Programs programs;
  private final Turns turns;
  private final Health health;
  private final WebServer admin;
  private final WebServer web;
  private final AdminToken token;
  private final long maxFile;
  private final boolean lasts;
  private final boolean endsSessions;

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
    var clock = Clock.systemUTC();
    lasts = ports.lasts();
    endsSessions = !lasts || settings.local().contains(Part.CODE);
    token = AdminToken.of(settings);
    maxFile = tuning.rules().maxFile();
    backend = new Backend(settings, tuning, parts, clock);
    Memory memory = backend.memory();
    var uploads = new Uploads(settings.home().resolve("uploads"), clock);
    programs = new Programs(uploads);
    platforms =
        lasts
            ? Platforms.of(settings, memory.trails(), memory.store(), clock)
            : Platforms.none(settings);
    Map<String, Chat> chats = chats();
    Turn turn = backend.turn(chats);
    turns = memory.turns(turn);
    var threads =
        new KnownThreads(turns, chats, backend.kept(), memory.store(), memory.inbox(), clock);
    if (lasts) {
      memory.begin(turn, turns, threads, Memory.Beat.NORMAL, tuning.kept());
    }
    health = Health.watch(checks(), memory::problem, Health.Rhythm.NORMAL);
    var listeners = new Listeners(settings, ports, doorway(uploads, clock));
    var opened = new ArrayList<AutoCloseable>(List.of(health, platforms, memory));
    try {
      admin = listeners.admin(token, maxFile, this::status);
      opened.addFirst(admin);
      var bot = new Bot(memory.inbox(), turns, threads, platforms::status);
      web = listeners.web(platforms, bot, health, parts);
      opened.addFirst(web);
      platforms.listen(bot, web.url());
    } catch (RuntimeException e) {
      opened.forEach(App::closeQuietly);
      throw e;
    }
  }

  private Map<String, Chat> chats() {
    var chats = new HashMap<String, Chat>(Map.of(Programs.PLATFORM, programs));
    platforms.chats().forEach(chat -> chats.put(chat.platform(), chat));
    return chats;
  }

  private Listeners.Doorway doorway(Uploads uploads, Clock clock) {
    var invocations = new InvocationServlet(programs, turns, turns, uploads, clock);
    return new Listeners.Doorway(invocations, new PingServlet(programs, clock), uploads);
  }

  /// What is used for one command is looked at by using it.
  private List<Health.Check> checks() {
    return lasts
        ? Stream.concat(backend.checks().stream(), platforms.checks().stream()).toList()
        : List.of();
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      // The failure to start is the one to tell.
    }
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

  /// What runs where.
  Parts parts() {
    return parts;
  }

  /// A row for each part, as the status shows them.
  List<Map<String, String>> rows() {
    return Stream.concat(parts.status().stream(), platforms.rows(web.url()).stream()).toList();
  }

  private Map<String, Object> status() {
    var status = new LinkedHashMap<String, Object>();
    status.put("parts", rows());
    status.put("warnings", parts.warnings());
    status.put("maxFile", maxFile);
    status.put("turns", turns.open());
    status.put("problems", health.problems());
    status.put("operations", backend.operations());
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
    health.closing();
    backend.memory().stopTaking();
    turns.close(lasts ? GRACE : Duration.ZERO);
    programs.close();
    health.close();
    platforms.close();
    admin.close();
    web.close();
    backend.close(endsSessions);
    parts.close();
  }
}
