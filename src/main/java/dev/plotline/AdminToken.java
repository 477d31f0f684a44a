package dev.plotline;

import dev.plotline.Settings.Part;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The token that the loopback listener demands where code of others reaches loopback: code that
/// runs on this machine with its network. Everywhere else there is none, and `text` is empty:
/// whoever reaches loopback then is a user of this machine.
///
/// A new one at each start; `serve.json` tells it to those who may read the home, which sandboxed
/// code may not.
record AdminToken(String text) {
  static final String SENTENCE =
      "Code on this machine reaches the network, so this address asks for a token: send"
          + " `Authorization: Bearer` with the `token` of serve.json in PLOTLINE_HOME.";
  private static final SecureRandom RANDOM = new SecureRandom();

  static AdminToken of(Settings settings) {
    if (!settings.local().contains(Part.CODE) || !Tuning.internet(settings)) {
      return new AdminToken("");
    }
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return new AdminToken(HexFormat.of().formatHex(random));
  }

  boolean isDemanded() {
    return !text.isEmpty();
  }

  @Override
  public String toString() {
    return "AdminToken";
  }
}
