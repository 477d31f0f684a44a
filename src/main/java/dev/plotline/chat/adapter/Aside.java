package dev.plotline.chat.adapter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that follows an acknowledgement.
public final class Aside {
  private static final Logger log = LoggerFactory.getLogger(Aside.class);

  private Aside() {}

  /// Something that may fail with the platform.
  @FunctionalInterface
  public interface Work {
    /// Does it.
    void run() throws Exception;
  }

  /// Begins it on a thread of its own; what fails is logged.
  ///
  /// @param what a word for the log and the thread
  public static void run(String what, Work work) {
    Thread.ofVirtual()
        .name(what)
        .start(() -> {
          try {
            work.run();
          } catch (Exception e) {
            log.warn("{} failed: {}", what, e.toString());
          }
        });
  }
}
