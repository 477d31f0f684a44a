package dev.plotline.teams.verify;

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
            || ("http".equalsIgnoreCase(address.getScheme()) && isHere(address));
    String name = host.toLowerCase(Locale.ROOT);
    return secure && allowed.stream().anyMatch(entry -> matches(entry, name));
  }

  private static boolean matches(String entry, String host) {
    return entry.startsWith("*.") ? host.endsWith(entry.substring(1)) : host.equals(entry);
  }

  /// Whether an address is on this machine, by its name alone.
  public static boolean isHere(URI address) {
    String host = String.valueOf(address.getHost());
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
  }
}
