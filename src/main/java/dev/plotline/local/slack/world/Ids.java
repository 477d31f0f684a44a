package dev.plotline.local.slack.world;

import java.security.SecureRandom;

/// Random ids and secrets in the forms that Slack's have.
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private Ids() {}

  /// An id such as `F0A1B2C3D4E`.
  public static String next(String prefix) {
    return prefix + random(10);
  }

  /// Letters and digits that nobody can guess.
  public static String random(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
