package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.cli.Trouble;
import dev.plotline.local.code.Confinement;
import dev.plotline.local.code.Limits;
import dev.plotline.local.code.Options;
import dev.plotline.local.code.PythonSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// The settings of the local sandbox, read before anything is started.
///
/// @param limits of one session
/// @param confinement how code is kept apart from this machine
/// @param network whether code reaches the network of this machine
/// @param sessions that are live at one time
record LocalCode(Limits limits, Confinement confinement, boolean network, int sessions) {
  private static final long MIB = 1 << 20;
  private static final Duration LEAD = Duration.ofSeconds(5);

  static LocalCode of(Settings settings) {
    if (settings.local().contains(Part.CODE)) {
      fits(settings, Setting.PLOTLINE_SANDBOX_FILE);
      fits(settings, Setting.PLOTLINE_SANDBOX_SPACE);
    }
    boolean isolated = settings.word(Setting.PLOTLINE_SANDBOX, "auto", "none").equals("auto");
    return new LocalCode(
        limits(settings),
        isolated ? Confinement.BEST : Confinement.NONE,
        settings.word(Setting.CODE_INTERPRETER_NETWORK, "sandbox", "public").equals("public"),
        settings.number(Setting.PLOTLINE_SANDBOX_SESSIONS, 1, 500));
  }

  /// Every file that is taken in must fit into the sandbox: one that doesn't would fail only after
  /// it was sent, kept and asked about.
  private static void fits(Settings settings, Setting limit) {
    if (settings.size(Setting.PLOTLINE_MAX_FILE) > settings.size(limit)) {
      throw Trouble.usage(
          "PLOTLINE_MAX_FILE is %s, but code on this machine may hold no more than %s (%s): raise %s"
                  .formatted(
                      settings.text(Setting.PLOTLINE_MAX_FILE), settings.text(limit), limit, limit)
              + " or lower PLOTLINE_MAX_FILE");
    }
  }

  private static Limits limits(Settings settings) {
    long most = Long.MAX_VALUE;
    return Limits.standard()
        .withMemory(settings.size(Setting.PLOTLINE_SANDBOX_MEMORY, 256 * MIB, most))
        .withProcesses(settings.number(Setting.PLOTLINE_SANDBOX_PROCESSES, 16, 10_000))
        .withFile(settings.size(Setting.PLOTLINE_SANDBOX_FILE, MIB, most))
        .withWorkspace(
            settings.size(Setting.PLOTLINE_SANDBOX_SPACE, MIB, most),
            settings.number(Setting.PLOTLINE_SANDBOX_FILES, 100, 10_000_000))
        .withOutput((int) settings.size(Setting.PLOTLINE_SANDBOX_OUTPUT, 64 << 10, MIB))
        .withCall(call(settings));
  }

  /// A little less than the bot waits: the sandbox interrupts a run and keeps its variables, the
  /// bot can only end the session.
  private static Duration call(Settings settings) {
    Duration limit =
        settings.duration(
            Setting.PLOTLINE_CODE_TIME, Duration.ofSeconds(1), Duration.ofMinutes(15));
    Duration fifth = limit.dividedBy(5);
    return limit.minus(fifth.compareTo(LEAD) < 0 ? fifth : LEAD);
  }

  /// The Python that is set, else one that is found or set up, which may take minutes.
  static Path python(Settings settings, Path home) {
    try {
      return PythonSetup.python(home, settings.text(Setting.PLOTLINE_PYTHON));
    } catch (IOException e) {
      throw Trouble.failed(String.valueOf(e.getMessage()));
    }
  }

  Options options(Path home, Path python) {
    return Options.of(home, python)
        .withLimits(limits)
        .withConfinement(confinement)
        .withNetwork(network)
        .withLiveSessions(sessions);
  }
}
