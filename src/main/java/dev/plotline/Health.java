package dev.plotline;

import dev.plotline.web.ReadyServlet.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is wrong with what is needed. Other machines are asked now and then on a thread of its own,
/// so that whoever asks this costs them nothing; more often while something is wrong.
final class Health implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Health.class);

  private final List<Check> checks;
  private final Supplier<String> store;
  private final Rhythm rhythm;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private volatile List<String> wrong;
  private volatile boolean reached;
  private volatile boolean closing;

  /// What is needed and may be away.
  interface Check {
    /// A sentence when something is wrong, else an empty one; waits for a few seconds at most.
    String problem() throws InterruptedException;
  }

  /// How long to wait between two looks.
  record Rhythm(Duration well, Duration unwell) {
    static final Rhythm NORMAL = new Rhythm(Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /// @param store what is wrong with it at this moment, empty when nothing is
  private Health(List<Check> checks, Supplier<String> store, Rhythm rhythm) {
    this.checks = checks;
    this.store = store;
    this.rhythm = rhythm;
    wrong = checks.isEmpty() ? List.of() : List.of("Not everything was looked at yet.");
    thread = Thread.ofVirtual().name("health").unstarted(this::run);
  }

  /// Begins to look.
  static Health watch(List<Check> checks, Supplier<String> store, Rhythm rhythm) {
    var health = new Health(List.copyOf(checks), store, rhythm);
    health.thread.start();
    return health;
  }

  private void run() {
    try {
      do {
        look();
      } while (!end.await(
          (wrong.isEmpty() ? rhythm.well() : rhythm.unwell()).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    var found = new ArrayList<String>();
    for (Check check : checks) {
      try {
        String problem = check.problem();
        if (!problem.isEmpty()) {
          found.add(problem);
        }
      } catch (RuntimeException e) {
        log.error("a part could not be looked at", e);
        found.add("A part could not be looked at: see the log.");
      }
    }
    wrong = List.copyOf(found);
    reached |= problems().isEmpty();
  }

  /// One sentence for each thing that is wrong.
  List<String> problems() {
    var all = new ArrayList<String>();
    String away = store.get();
    if (!away.isEmpty()) {
      all.add(away);
    }
    all.addAll(wrong);
    return all;
  }

  /// Where the bot stands.
  Phase phase() {
    reached |= problems().isEmpty();
    return closing ? Phase.CLOSING : reached ? Phase.READY : Phase.STARTING;
  }

  /// No more messages are taken.
  void closing() {
    closing = true;
  }

  @Override
  public void close() {
    end.countDown();
    thread.interrupt();
  }
}
