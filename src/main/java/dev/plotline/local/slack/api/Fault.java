package dev.plotline.local.slack.api;

import java.time.Duration;

/// Something that goes wrong with one call: for tests.
public sealed interface Fault {
  /// 429 with `Retry-After`, nothing done.
  record TooMany(Duration retryAfter) implements Fault {}

  /// A status of a server's trouble, with a page that is no JSON.
  ///
  /// @param done whether what was asked for happened all the same
  record Trouble(int status, boolean done) implements Fault {}

  /// No answer until the server closes.
  ///
  /// @param done whether what was asked for happened all the same
  record Silence(boolean done) implements Fault {}

  /// It is done, but the connection ends in the middle of the answer.
  record Half() implements Fault {}

  /// An error by its name, nothing done.
  record Named(String name) implements Fault {}

  /// In place of a file: the page that asks to sign in, with status 200.
  record SignInPage() implements Fault {}

  /// In place of a file: sends on to another address.
  record Redirect(String to) implements Fault {}

  /// In place of a file: nothing, with status 200.
  record Empty() implements Fault {}

  /// Too many calls, try again in a second.
  static Fault tooMany() {
    return new TooMany(Duration.ofSeconds(1));
  }

  /// 500, nothing done.
  static Fault trouble() {
    return new Trouble(500, false);
  }

  /// 500 although it was done.
  static Fault lost() {
    return new Trouble(500, true);
  }

  /// No answer, nothing done.
  static Fault silence() {
    return new Silence(false);
  }
}
