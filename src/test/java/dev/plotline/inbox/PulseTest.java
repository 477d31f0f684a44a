package dev.plotline.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.file.MapFiles;
import dev.plotline.file.SpooledFiles;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PulseTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final MapFiles store = new MapFiles(clock);
  private final AtomicInteger failures = new AtomicInteger();
  @TempDir Path home;

  @Test
  void thatAProcessHasEndedIsNotForgottenWhenTheStoreFailsInBetween() throws Exception {
    var ending = new Running(store, home.resolve("a"), clock);
    ending.beat();
    ending.inbox.accept(message());
    BlockingQueue<Message> taken = new LinkedBlockingQueue<>();
    var spooled = new SpooledFiles(failing(), home.resolve("b"), Duration.ofSeconds(30), clock);
    var instances = Instances.in(home.resolve("b"), spooled, Duration.ofMinutes(1));
    var inbox = new DurableInbox(spooled, instances, new Posted(spooled), clock);
    var other = new Running(store, home.resolve("c"), clock);
    other.onAccept = taken::add;
    inbox.open(other);
    var rhythm = new Pulse.Rhythm(Duration.ofMillis(5), Duration.ofSeconds(30), () -> {});
    try (var _ = Pulse.start(inbox, instances, spooled, rhythm, clock)) {
      assertThat(taken).isEmpty();
      failures.set(3);
      now.set(now.get().plusSeconds(90));
      assertThat(taken.poll(3, TimeUnit.MINUTES)).isEqualTo(message());
      assertThat(failures).hasValue(0);
    }
  }

  @Test
  @Timeout(300)
  void signsOfLifeAreGivenWhileWhatIsOldIsSwept() throws Exception {
    var spooled = new SpooledFiles(store, home.resolve("a"), Duration.ofSeconds(30), clock);
    var instances = Instances.in(home.resolve("a"), spooled, Duration.ofMinutes(1));
    var inbox = new DurableInbox(spooled, instances, new Posted(spooled), clock);
    inbox.open(new Running(store, home.resolve("b"), clock));
    var sweeping = new CountDownLatch(1);
    var swept = new CountDownLatch(1);
    Pulse.Sweep sweep =
        () -> {
          sweeping.countDown();
          try {
            swept.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    var rhythm = new Pulse.Rhythm(Duration.ofMillis(5), Duration.ofSeconds(30), sweep);
    try (var _ = Pulse.start(inbox, instances, spooled, rhythm, clock)) {
      sweeping.await();
      Instant later = now.updateAndGet(instant -> instant.plusSeconds(90));
      while (!store.list(Keys.INSTANCES).getFirst().at().equals(later)) {
        Thread.onSpinWait();
      }
    } finally {
      swept.countDown();
    }
  }

  /// Fails where messages are looked for, as often as it is told to.
  private FileStore failing() {
    return (FileStore)
        Proxy.newProxyInstance(
            FileStore.class.getClassLoader(),
            new Class<?>[] {FileStore.class},
            (_, method, arguments) -> {
              boolean looks = method.getName().equals("list") && arguments[0].equals(Keys.INBOX);
              if (looks && failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IOException("the store is away");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private static Message message() {
    var ann = new Person("U1", "Ann", ZoneOffset.UTC, Locale.ENGLISH);
    return new Message(
        new ThreadKey("slack", "T1", "C1/1.2"), "m1", ann, "Hi", List.of(), Instant.EPOCH);
  }
}
