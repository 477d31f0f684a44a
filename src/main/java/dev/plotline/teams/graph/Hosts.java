package dev.plotline.teams.graph;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where files may lie: SharePoint, OneDrive, and wherever Graph is.
///
/// @param graph Graph's own address
record Hosts(URI graph) {
  private static final List<String> FILES = List.of(".sharepoint.com", ".svc.ms");

  /// Whether bytes may be fetched from, and sent to, this address.
  boolean allows(String address) {
    URI uri = parsed(address);
    if (uri == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return false;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean files =
        "https".equals(uri.getScheme())
            && (uri.getPort() == -1 || uri.getPort() == 443)
            && FILES.stream().anyMatch(host::endsWith);
    return files || isSameOrigin(uri, graph);
  }

  /// Whether an address is at another's very place.
  static boolean isSameOrigin(String address, URI place) {
    URI uri = parsed(address);
    return uri != null && uri.getRawUserInfo() == null && isSameOrigin(uri, place);
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return one.getHost() != null
        && one.getHost().equalsIgnoreCase(other.getHost())
        && Objects.equals(one.getScheme(), other.getScheme())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    return uri.getPort() != -1 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
  }

  private static @Nullable URI parsed(String address) {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
