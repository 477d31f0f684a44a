package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.agent.Agent;
import dev.plotline.aws.BedrockModel;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.turn.Turn;
import java.time.Duration;

/// The settings as the rooms want them, all read before anything is started, so that a bad one
/// starts nothing.
///
/// @param rules of a turn
/// @param limits of the agent
/// @param model how the model is asked
/// @param life of a session
/// @param idle after which an unused session is ended
/// @param linkLife how long links open
/// @param kept how long threads in which nothing happens are kept
record Tuning(
    Turn.Rules rules,
    Agent.Limits limits,
    BedrockModel.Options model,
    Sandbox.Life life,
    Duration idle,
    Duration linkLife,
    Duration kept) {

  /// What finding and fetching the files of a run may take after it.
  private static final Duration COLLECTING = Duration.ofMinutes(5);

  static Tuning of(Settings settings) {
    Turn.Rules rules = rules(settings);
    return new Tuning(
        rules,
        limits(settings),
        new BedrockModel.Options(
            rules.model(), settings.number(Setting.PLOTLINE_ANSWER_TOKENS, 100, 200_000), null),
        life(settings),
        settings.duration(
            Setting.PLOTLINE_SESSION_IDLE, Duration.ofSeconds(1), Duration.ofHours(8)),
        settings.duration(Setting.PLOTLINE_LINK_LIFE, Duration.ofSeconds(1), Duration.ofDays(7)),
        // Messages are kept for two days in any case, to know late repeats.
        settings.duration(Setting.PLOTLINE_KEEP, Duration.ofDays(2), Duration.ofDays(3_650)));
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

  /// Whether code reaches the internet.
  static boolean internet(Settings settings) {
    return settings.word(Setting.CODE_INTERPRETER_NETWORK, "sandbox", "public").equals("public");
  }

  private static String network(Settings settings) {
    return internet(settings)
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

  /// What must be left of a session when a run begins: the longest that a run may take, and time to
  /// collect what it made.
  private static Sandbox.Life life(Settings settings) {
    Duration life =
        settings.duration(
            Setting.PLOTLINE_SESSION_LIFE, Duration.ofMinutes(1), Duration.ofHours(8));
    Duration code =
        settings.duration(
            Setting.PLOTLINE_CODE_TIME, Duration.ofSeconds(1), Duration.ofMinutes(15));
    Duration half = life.dividedBy(2);
    Duration margin = code.plus(COLLECTING);
    return new Sandbox.Life(life, margin.compareTo(half) < 0 ? margin : half);
  }
}
