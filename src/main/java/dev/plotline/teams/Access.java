package dev.plotline.teams;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.plotline.teams.api.Conversation.Scope;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who may ask, as the administrator has set it. An empty list allows all. Tenants are checked at
/// the door.
///
/// @param teams ids of teams; chats are not bound by them
/// @param users directory ids of people
/// @param admins directory ids of those who may reset and delete anywhere
/// @param guests whether guests and people of other organisations may ask
public record Access(Set<String> teams, Set<String> users, Set<String> admins, boolean guests) {
  /// Copies the sets; ids are compared in lower case.
  public Access {
    teams = lower(teams);
    users = lower(users);
    admins = lower(admins);
  }

  private static Set<String> lower(Set<String> ids) {
    return ids.stream().map(Access::lower).collect(toUnmodifiableSet());
  }

  private static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /// Whether somebody may reset and delete anywhere.
  boolean isAdmin(String user) {
    return admins.contains(lower(user));
  }

  /// Why somebody may not ask here, as far as an activity tells; empty when nothing speaks against
  /// it.
  Optional<String> refusal(Activity activity) {
    boolean inTeam = activity.scope() == Scope.CHANNEL;
    if (inTeam && !teams.isEmpty() && Collections.disjoint(teams, lower(activity.teams()))) {
      return Optional.of("I'm not set up for this team.");
    }
    String user = activity.user();
    if (!users.isEmpty() && !users.contains(lower(user)) && !isAdmin(user)) {
      return Optional.of("You are not on the list of those who may ask me.");
    }
    return Optional.empty();
  }

  /// Why a person may not ask, once Teams has said who it is.
  Optional<String> refusal(People.Known person) {
    if (person.guest() && !guests) {
      return Optional.of("I don't answer guests.");
    }
    if (person.external() && !guests) {
      return Optional.of("I don't answer people of other organisations.");
    }
    return Optional.empty();
  }
}
