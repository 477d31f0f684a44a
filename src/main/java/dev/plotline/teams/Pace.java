package dev.plotline.teams;

import java.time.Duration;

/// How fast signs of life change.
///
/// @param edits between two edits of a message: all of a thread's share 60 in 30 s
/// @param stream between two parts of a stream, of which Teams takes one a second
/// @param again when the same step is shown again
/// @param longest how long a stream is kept open; Teams ends it after two minutes
record Pace(Duration edits, Duration stream, Duration again, Duration longest) {
  static Pace ofTeams() {
    return new Pace(
        Duration.ofSeconds(4),
        Duration.ofSeconds(2),
        Duration.ofSeconds(15),
        Duration.ofSeconds(95));
  }
}
