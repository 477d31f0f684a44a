package dev.plotline.teams;

import dev.plotline.teams.api.Registration;
import dev.plotline.teams.verify.Hosts;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the administrator has set.
///
/// @param app the bot's registration, null for a local client that asks for no tokens
/// @param trust whose activities are taken
/// @param graph Microsoft Graph's address
/// @param access who may ask
/// @param follow whether replies without a mention are answered in the bot's threads
public record TeamsSettings(
    @Nullable Registration app, Trust trust, URI graph, Access access, boolean follow) {
  /// Whose activities are taken.
  ///
  /// @param hosts where Teams' service may be
  /// @param tenants ids of the organisations that are answered, where tokens are checked
  /// @param openId the metadata that leads to the keys of Bot Framework; null for a local client
  ///   that sends no tokens
  public record Trust(Hosts hosts, Set<String> tenants, @Nullable URI openId) {
    /// Copies the set.
    public Trust {
      tenants = Set.copyOf(tenants);
    }
  }
}
