package dev.plotline.local.slack.api;

/// How often a method may be called.
///
/// @param perMinute how often in a minute
/// @param burst how often at once after a pause
/// @param key the argument that each value of is counted apart, empty to count all together
record Rate(double perMinute, int burst, String key) {
  static final Rate TIER_2 = tier(20);
  static final Rate TIER_3 = tier(50);
  static final Rate TIER_4 = tier(100);

  /// About one a second and channel, and a few at once.
  static final Rate POSTING = new Rate(60, 10, "channel");

  /// The status of a thread.
  static final Rate STATUS = new Rate(60, 60, "channel_id");

  /// As often as one likes.
  static final Rate ALWAYS = new Rate(1_000_000, 1_000_000, "");

  private static Rate tier(int perMinute) {
    return new Rate(perMinute, perMinute, "");
  }
}
