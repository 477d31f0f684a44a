package dev.plotline.teams;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that follows an acknowledgement.
final class Aside {
  private static final Logger log = LoggerFactory.getLogger(Aside.class);

  private Aside() {}

  /// Something that may fail with Teams.
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /// Begins it on a thread of its own; what fails is logged.
  static void run(String what, Work work) {
    Thread.ofVirtual()
        .name("teams-" + what)
        .start(() -> {
          try {
            work.run();
          } catch (Exception e) {
            log.warn("{} failed: {}", what, e.toString());
          }
        });
  }
}
