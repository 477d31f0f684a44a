package dev.plotline.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.file.MapFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final MapFiles store = new MapFiles(clock);

  @Test
  void aThreadGoesAsAWholeWhenNothingHappensInItForLong() throws IOException {
    var retention = new Retention(store, Duration.ofDays(30), (_, _) -> false, clock);
    store.create("threads/slack/aa/turns/1", new byte[0]);
    store.create("threads/slack/bb/turns/1", new byte[0]);
    store.create("threads/slack/bb/files/1/a.csv", new byte[0]);
    store.create("threads/slack/bb/files/2/.plotline/plotline.ipynb", new byte[0]);
    store.create("threads/slack/bb/files/3.removed/a.csv", new byte[0]);
    store.create("threads/slack/bb/posted/1/000", new byte[0]);
    store.create("threads/slack/bb/feedback/1/1.json", new byte[0]);
    store.create("inbox/slack/bb/1", new byte[0]);
    store.create("sent/slack/ff/aa", new byte[0]);
    store.create("sent/slack/ff/bb", new byte[0]);
    later(Duration.ofDays(29));
    store.create("threads/slack/aa/turns/2", new byte[0]);
    retention.sweep();
    assertThat(store.keys()).hasSize(11);
    later(Duration.ofDays(2));
    retention.sweep();
    assertThat(store.keys())
        .containsExactly(
            "inbox/slack/bb/1",
            "sent/slack/ff/aa",
            "threads/slack/aa/turns/1",
            "threads/slack/aa/turns/2");
  }

  @Test
  void aThreadThatGoesOnWhileEverythingIsListedIsKept() throws IOException {
    store.create("threads/slack/aa/turns/1", new byte[0]);
    store.create("threads/slack/bb/turns/1", new byte[0]);
    store.create("sent/slack/ff/bb", new byte[0]);
    later(Duration.ofDays(31));
    Retention.Spoken spoken =
        (thread, since) -> {
          assertThat(since).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(1)));
          return thread.equals("slack/aa");
        };
    store.beforeListing =
        prefix -> {
          if (prefix.equals("threads/slack/bb/")) {
            create("threads/slack/bb/posted/1/000");
          }
        };
    new Retention(store, Duration.ofDays(30), spoken, clock).sweep();
    assertThat(store.keys())
        .containsExactly(
            "sent/slack/ff/bb",
            "threads/slack/aa/turns/1",
            "threads/slack/bb/posted/1/000",
            "threads/slack/bb/turns/1");
  }

  private void create(String key) {
    try {
      store.create(key, new byte[0]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itLooksOnceADay() throws IOException {
    var retention = new Retention(store, Duration.ofHours(1), (_, _) -> false, clock);
    retention.sweep();
    store.create("threads/slack/aa/turns/1", new byte[0]);
    later(Duration.ofHours(23));
    retention.sweep();
    assertThat(store.keys()).hasSize(1);
    later(Duration.ofHours(1));
    retention.sweep();
    assertThat(store.keys()).isEmpty();
  }

  private void later(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }
}
