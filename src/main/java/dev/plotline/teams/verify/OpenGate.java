package dev.plotline.teams.verify;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Takes what comes without a token, for a local client; whoever opens it sees to it that nobody
/// else reaches it. Answers go to the hosts on the list all the same.
///
/// @param hosts where answers may be sent
public record OpenGate(Hosts hosts) implements Gate {
  @Override
  public boolean lets(@Nullable String authorization, Origin origin) {
    try {
      return hosts.allows(URI.create(origin.service()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
