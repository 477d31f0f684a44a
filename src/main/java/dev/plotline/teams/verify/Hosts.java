package dev.plotline.teams.verify;

import dev.plotline.chat.adapter.ThisMachine;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// The hosts that Teams' service may be at. An entry is a host, or `*.` and what a host must end
/// with. Over plain HTTP only this machine is ever spoken to.
///
/// @param allowed the entries, in lower case
public record Hosts(Set<String> allowed) {
  /// Copies the set.
  public Hosts {
    allowed = Set.copyOf(allowed);
  }

  /// Whether an address may be called with the bot's token.
  public boolean allows(URI address) {
    String host = address.getHost();
    if (host == null || address.getRawUserInfo() != null) {
      return false;
    }
    boolean secure =
        "https".equalsIgnoreCase(address.getScheme())
            || ("http".equalsIgnoreCase(address.getScheme()) && ThisMachine.isAt(address));
    String name = host.toLowerCase(Locale.ROOT);
    return secure && allowed.stream().anyMatch(entry -> matches(entry, name));
  }

  private static boolean matches(String entry, String host) {
    return entry.startsWith("*.") ? host.endsWith(entry.substring(1)) : host.equals(entry);
  }
}
