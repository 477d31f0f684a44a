package dev.plotline.sandbox;

import java.time.Duration;

/// Where sessions come from. Safe for several threads.
public interface Interpreter {
  /// Starts a session.
  ///
  /// @param name shown in the service's own lists: no personal data
  /// @param life how long it may live at the most
  /// @param waits run when the account's limits make the start wait
  /// @throws SandboxException of kind BUSY when the limits leave no room for long
  Session start(String name, Duration life, Runnable waits)
      throws SandboxException, InterruptedException;

  /// Starts a session for somebody who need not be told that it waits.
  default Session start(String name, Duration life) throws SandboxException, InterruptedException {
    return start(name, life, () -> {});
  }

  /// Whether code in its sessions reaches the internet, and so signed links.
  default boolean reachesInternet() {
    return false;
  }
}
