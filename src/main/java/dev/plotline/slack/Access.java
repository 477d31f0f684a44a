package dev.plotline.slack;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who may ask, as the administrator has set it. An empty list allows all.
///
/// @param teams ids of workspaces
/// @param channels ids of channels; direct messages are not bound by them
/// @param users ids of people
/// @param admins ids of those who may reset and delete anywhere
/// @param guests whether guests may ask
/// @param external whether people of other organisations may ask (Slack Connect)
public record Access(
    Set<String> teams,
    Set<String> channels,
    Set<String> users,
    Set<String> admins,
    boolean guests,
    boolean external) {
  /// Copies the sets.
  public Access {
    teams = Set.copyOf(teams);
    channels = Set.copyOf(channels);
    users = Set.copyOf(users);
    admins = Set.copyOf(admins);
  }

  /// Why somebody may not ask here, as far as an event tells; empty when nothing speaks against it.
  Optional<String> refusal(Place place, String user, boolean foreign) {
    if (!teams.isEmpty() && !teams.contains(place.team())) {
      return Optional.of("I'm not set up for this workspace.");
    }
    if (!place.isDirect() && !channels.isEmpty() && !channels.contains(place.channel())) {
      return Optional.of("I'm not set up for this channel.");
    }
    if (!users.isEmpty() && !users.contains(user) && !admins.contains(user)) {
      return Optional.of("You are not on the list of those who may ask me.");
    }
    if (foreign && !external) {
      return Optional.of("I don't answer where people of other organisations take part.");
    }
    return Optional.empty();
  }

  /// Why a person may not ask, once Slack has said who it is.
  Optional<String> refusal(People.Known person) {
    if (person.guest() && !guests) {
      return Optional.of("I don't answer guests.");
    }
    if (person.external() && !external) {
      return Optional.of("I don't answer people of other organisations.");
    }
    return Optional.empty();
  }

  /// Whom to ask about it. Named in a message to one person only, so nobody is called.
  String contact() {
    return admins.isEmpty()
        ? "Ask whoever runs me in this workspace."
        : "Ask "
            + admins.stream()
                .sorted()
                .map(id -> "<@" + id + ">")
                .collect(Collectors.joining(" or "))
            + ".";
  }
}
