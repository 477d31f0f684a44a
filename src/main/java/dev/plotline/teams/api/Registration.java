package dev.plotline.teams.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How the bot is registered with Microsoft.
///
/// @param app the app's id
/// @param tenant the tenant it belongs to, null when it is registered for many
/// @param credential by which it proves that it is the app
/// @param login where tokens are had, Microsoft's own [#LOGIN] unless a test has another
public record Registration(String app, @Nullable String tenant, Credential credential, URI login) {
  /// Microsoft's.
  public static final URI LOGIN = URI.create("https://login.microsoftonline.com/");

  /// What proves that this is the app.
  public sealed interface Credential {
    /// A client secret.
    record Secret(String secret) implements Credential {
      @Override
      public String toString() {
        return "Secret[]";
      }
    }

    /// A certificate with its private key.
    ///
    /// @param pem both, the certificate's own first when there is a chain; the key in PKCS#8
    record Certificate(String pem) implements Credential {
      @Override
      public String toString() {
        return "Certificate[]";
      }
    }
  }

  /// The tenant that a token for the connector comes from. A bot for many tenants has it from the
  /// Bot Framework's own.
  String home() {
    return tenant == null ? "botframework.com" : tenant;
  }
}
