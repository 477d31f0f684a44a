package dev.plotline.teams.verify;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether an activity is Teams'.
public interface Gate {
  /// What an activity says of where it comes from; empty where it says nothing.
  ///
  /// @param channel `channelId`
  /// @param service `serviceUrl`, where answers would be sent
  /// @param tenants every organisation that it names
  record Origin(String channel, String service, Set<String> tenants) {}

  /// Whether an activity is to be taken.
  ///
  /// @param authorization the header, null when there is none
  /// @throws IOException when that can't be found out now: Teams is to come again
  boolean lets(@Nullable String authorization, Origin origin) throws IOException;
}
