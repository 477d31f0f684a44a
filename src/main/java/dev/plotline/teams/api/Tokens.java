package dev.plotline.teams.api;

import java.io.IOException;

/// Tokens of the bot's own, for those it speaks to. Kept until shortly before they expire. For
/// several threads.
public interface Tokens {
  /// No tokens, for a local client that asks for none.
  static Tokens none() {
    return new Tokens() {
      @Override
      public String connector() {
        return "";
      }

      @Override
      public String graph(String tenant) throws IOException {
        throw new IOException("without a registration there is no Graph");
      }
    };
  }

  /// A token for the connector: posting, and attachments on the service's own host. Empty when the
  /// service asks for none.
  ///
  /// @throws IOException when Microsoft gives none; its message is for logs and holds no secret
  String connector() throws IOException;

  /// Lets go of a token that the connector has refused.
  ///
  /// @return whether the next may be another
  default boolean drop(String token) {
    return false;
  }

  /// A token for Microsoft Graph.
  ///
  /// @param tenant the tenant whose messages and files are meant
  /// @throws IOException when Microsoft gives none, for example because nobody has consented
  String graph(String tenant) throws IOException;
}
