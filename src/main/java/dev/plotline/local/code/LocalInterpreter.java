package dev.plotline.local.code;

import dev.plotline.web.WebServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// AgentCore Code Interpreter on a loopback port, from [#start] to [#close]. Safe for all threads.
///
/// Sessions live in folders below the home of [Options]; where root's home is closed to others,
/// below `/var/lib/plotline`.
public final class LocalInterpreter implements AutoCloseable {
  /// Twice what is accepted, so that a longer body is refused in the service's words.
  private static final long BODY_LIMIT = 200_000_000;

  private static final List<Path> BUBBLEWRAPS =
      List.of(Path.of("/usr/bin/bwrap"), Path.of("/usr/local/bin/bwrap"));

  private final Path base;
  private final Isolation isolation;
  private final Starter starter = new Starter();
  private final Places places;
  private final Sessions sessions;
  private final Signature signature = new Signature("LOCAL" + random(8), random(20));
  private final Journal journal = new Journal();
  private final Faults faults = new Faults();
  private final Expiry expiry;
  private final WebServer server;

  private LocalInterpreter(Options options, List<Path> bubblewraps) {
    boolean root = Root.isOurs();
    base = Root.base(options.home(), root);
    places = Places.open(base.resolve("sessions"), root);
    isolation = new Probe(options, base, places, starter).find(bubblewraps);
    var boxes = new Boxes(options.liveSessions(), session -> box(isolation, session));
    sessions = new Sessions(places, boxes, options.sessionQuota(), options.clock());
    expiry = new Expiry(sessions);
    server =
        WebServer.onLoopback()
            .bodyLimit(BODY_LIMIT)
            .servlet(
                "/*",
                new Routes(
                    signature,
                    new Rate(options.callsPerSecond()),
                    new SessionOperations(sessions),
                    new Invocation(sessions, boxes, new Tools(options), faults),
                    journal))
            .start();
  }

  /// Starts listening on a free loopback port, after a trial start of a sandbox: see [#isolation].
  public static LocalInterpreter start(Options options) {
    return start(options, BUBBLEWRAPS);
  }

  static LocalInterpreter start(Options options, List<Path> bubblewraps) {
    return new LocalInterpreter(options, bubblewraps);
  }

  /// The endpoint for `BedrockAgentCoreAsyncClient`.
  public URI url() {
    return server.url();
  }

  /// The access key requests must be signed with; a new one at every start.
  public String accessKey() {
    return signature.accessKey();
  }

  /// The secret that belongs to [#accessKey].
  public String secretKey() {
    return signature.secretKey();
  }

  /// All calls so far.
  public Journal journal() {
    return journal;
  }

  /// What is to go wrong, for tests.
  public Faults faults() {
    return faults;
  }

  /// `bubblewrap`, `landlock`, `none` (then code does whatever this user may do, and people must be
  /// told so), or `off: ` with the reason and the remedy; then every start of a session is refused.
  public String isolation() {
    return isolation.status();
  }

  /// What people must be told of the isolation, if anything: that there is none, or that no code is
  /// run.
  public Optional<String> warning() {
    return switch (isolation) {
      case Isolation.Off off ->
          Optional.of("No code is run here: " + off.reason() + ". " + off.remedy());
      case Unwrapped walls when walls.tier() == Unwrapped.Tier.NONE ->
          Optional.of(
              "Code runs without isolation (PLOTLINE_SANDBOX=none): it can read and change all that"
                  + " this user can, and reach the network.");
      case Isolation.Walls _ -> Optional.empty();
    };
  }

  /// The folder below which sessions live.
  Path base() {
    return base;
  }

  /// The folder of this run's sessions.
  Path run() {
    return places.run();
  }

  private Box box(Isolation found, Session session) {
    return switch (found) {
      case Isolation.Walls walls -> Boxes.open(walls, session.place(), starter);
      case Isolation.Off off -> throw Refusal.of(Refusal.Type.ACCESS_DENIED, off.status());
    };
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random).toUpperCase(Locale.ROOT);
  }

  @Override
  public void close() {
    server.close();
    expiry.close();
    sessions.close();
    places.close();
    starter.close();
  }
}
