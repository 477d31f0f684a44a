package dev.plotline.local.slack;

import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Channel.Kind;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;

/// Who and what is there at first: two people, three channels, a direct message for each.
public final class Workplace {
  /// The id of the first person, an administrator.
  public static final String ANN = "U0ANNMORGAN";

  /// The id of the second.
  public static final String BEN = "U0BENTANAKA";

  /// A channel with the bot in it.
  public static final String SALES = "C0SALESTEAM";

  /// Another.
  public static final String GENERAL = "C0GENERALS1";

  /// A channel that the bot has yet to be invited to.
  public static final String LOUNGE = "C0LOUNGE001";

  private Workplace() {}

  /// Puts them into an empty workspace.
  static void furnish(Team team) {
    World world = team.world();
    world.add(Member.of(ANN, "ann", "Ann Morgan").as(Member.Standing.ADMIN));
    world.add(Member.of(BEN, "ben", "Ben Tanaka"));
    world.add(
        Channel.of(
            SALES, "sales", Kind.PUBLIC, "Numbers, and what they mean", ANN, BEN, World.BOT));
    world.add(
        Channel.of(GENERAL, "general", Kind.PUBLIC, "Everybody, everything", ANN, BEN, World.BOT));
    world.add(
        Channel.of(LOUNGE, "lounge", Kind.PUBLIC, "Plotline has yet to be invited", ANN, BEN));
    world.add(Channel.of("D0ANNMORGAN", "", Kind.DIRECT, "", ANN, World.BOT));
    world.add(Channel.of("D0BENTANAKA", "", Kind.DIRECT, "", BEN, World.BOT));
  }
}
