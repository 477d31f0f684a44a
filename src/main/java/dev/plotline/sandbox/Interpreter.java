package dev.plotline.sandbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

  /// A session that was started before, perhaps by another process. Whether it is still there shows
  /// when it is used.
  ///
  /// @return null when there is no room for it
  default @Nullable Session attach(String id, Instant expiresAt) throws InterruptedException {
    return null;
  }

  /// Whether code in its sessions reaches the internet, and so signed links.
  default boolean reachesInternet() {
    return false;
  }
}
