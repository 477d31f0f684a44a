package dev.plotline.local.code;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How [LocalInterpreter] is set up: below which folder it lives, which Python and node it runs,
/// and what sessions may use.
///
/// `liveSessions` have processes at one time, `sessionQuota` may be open. `callsPerSecond` is
/// AgentCore's rate for each operation, 0 for none: this machine belongs to nobody else.
/// `blobsOnly` answers `readFiles` with blobs for text too, as the service has been seen to do.
public record Options(
    Path home,
    Path python,
    @Nullable Path node,
    Limits limits,
    Confinement confinement,
    boolean network,
    boolean blobsOnly,
    int liveSessions,
    int sessionQuota,
    int callsPerSecond,
    Clock clock) {
  /// Checks the numbers and makes the paths absolute.
  public Options {
    if (liveSessions <= 0 || sessionQuota <= 0 || callsPerSecond < 0) {
      throw new IllegalArgumentException(
          "liveSessions and sessionQuota must be positive and callsPerSecond not negative, were "
              + liveSessions
              + ", "
              + sessionQuota
              + ", "
              + callsPerSecond);
    }
    home = home.toAbsolutePath().normalize();
    python = python.toAbsolutePath();
  }

  /// The defaults: node where it usually is, standard limits, the best isolation there is, no
  /// network, 16 live sessions of 1,000.
  public static Options of(Path home, Path python) {
    return new Options(
        home,
        python,
        usualNode(),
        Limits.standard(),
        Confinement.BEST,
        false,
        false,
        16,
        1000,
        0,
        Clock.systemUTC());
  }

  /// The same with another node; null for none.
  public Options withNode(@Nullable Path path) {
    return new Options(
        home,
        python,
        path,
        limits,
        confinement,
        network,
        blobsOnly,
        liveSessions,
        sessionQuota,
        callsPerSecond,
        clock);
  }

  /// The same with other limits.
  public Options withLimits(Limits others) {
    return new Options(
        home,
        python,
        node,
        others,
        confinement,
        network,
        blobsOnly,
        liveSessions,
        sessionQuota,
        callsPerSecond,
        clock);
  }

  /// The same kept apart in another way.
  public Options withConfinement(Confinement other) {
    return new Options(
        home,
        python,
        node,
        limits,
        other,
        network,
        blobsOnly,
        liveSessions,
        sessionQuota,
        callsPerSecond,
        clock);
  }

  /// The same with or without the network of this machine.
  public Options withNetwork(boolean open) {
    return new Options(
        home,
        python,
        node,
        limits,
        confinement,
        open,
        blobsOnly,
        liveSessions,
        sessionQuota,
        callsPerSecond,
        clock);
  }

  /// The same with or without text in what `readFiles` answers.
  public Options withBlobsOnly(boolean always) {
    return new Options(
        home,
        python,
        node,
        limits,
        confinement,
        network,
        always,
        liveSessions,
        sessionQuota,
        callsPerSecond,
        clock);
  }

  /// The same with another number of sessions that are live at one time.
  public Options withLiveSessions(int live) {
    return withSessions(live, sessionQuota);
  }

  /// The same with other numbers of live and of open sessions.
  public Options withSessions(int live, int quota) {
    return new Options(
        home,
        python,
        node,
        limits,
        confinement,
        network,
        blobsOnly,
        live,
        quota,
        callsPerSecond,
        clock);
  }

  /// The same with another rate of calls.
  public Options withCallsPerSecond(int rate) {
    return new Options(
        home,
        python,
        node,
        limits,
        confinement,
        network,
        blobsOnly,
        liveSessions,
        sessionQuota,
        rate,
        clock);
  }

  /// The same with another clock for times to live.
  public Options withClock(Clock other) {
    return new Options(
        home,
        python,
        node,
        limits,
        confinement,
        network,
        blobsOnly,
        liveSessions,
        sessionQuota,
        callsPerSecond,
        other);
  }

  private static @Nullable Path usualNode() {
    return Stream.of("/usr/bin/node", "/usr/local/bin/node", "/opt/homebrew/bin/node")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
