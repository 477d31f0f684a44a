package dev.plotline.sandbox;

import java.time.Duration;

/// Where sessions come from. Safe for several threads.
public interface Interpreter {
  /// Starts a session.
  ///
  /// @param name shown in the service's own lists: no personal data
  /// @param life how long it may live at the most
  /// @throws SandboxException of kind BUSY when the account's limits are reached
  Session start(String name, Duration life) throws SandboxException, InterruptedException;

  /// Whether code in its sessions reaches the internet, and so signed links.
  default boolean reachesInternet() {
    return false;
  }
}
