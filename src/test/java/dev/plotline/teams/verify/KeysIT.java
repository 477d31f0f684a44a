package dev.plotline.teams.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.teams.fake.FakeIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How keys are kept and when they are loaded anew.
class KeysIT {
  private final Hands clock = new Hands();
  private FakeIssuer issuer;
  private Keys keys;

  @BeforeEach
  void start() {
    issuer = FakeIssuer.start();
    keys = new Keys(issuer.metadata(), clock);
  }

  @AfterEach
  void stop() {
    keys.close();
    issuer.close();
  }

  /// A clock that the test moves.
  private static final class Hands extends Clock {
    private volatile Instant now = Instant.parse("2026-01-05T10:00:00Z");

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void theyAreLoadedOnce() throws IOException {
    assertThat(keys.find("key-1")).isPresent();
    assertThat(keys.find("key-1")).isPresent();
    assertThat(issuer.loads()).isEqualTo(1);
  }

  @Test
  void anUnknownOneHasThemLoadedAnewAtALimitedRate() throws IOException {
    keys.find("key-1");
    issuer.show("key-2", "msteams");
    for (int i = 0; i < 50; i++) {
      assertThat(keys.find("forged-" + i)).isEmpty();
    }
    assertThat(issuer.loads()).isEqualTo(1);

    clock.move(Duration.ofMinutes(1));
    assertThat(keys.find("key-2")).isPresent();
    assertThat(keys.find("key-1")).isPresent();
    assertThat(issuer.loads()).isEqualTo(2);
  }

  @Test
  void oldOnesStayWhenTheyCannotBeLoaded() throws IOException {
    keys.find("key-1");
    issuer.answer(500);
    clock.move(Duration.ofMinutes(1));
    assertThatThrownBy(() -> keys.find("key-2")).isInstanceOf(IOException.class);
    assertThat(keys.find("key-1")).isPresent();

    issuer.answer(200);
    clock.move(Duration.ofMinutes(1));
    assertThat(keys.find("key-2")).isEmpty();
  }

  @Test
  void afterADayWithdrawnOnesGoWithoutAnybodyWaiting() throws Exception {
    keys.find("key-1");
    issuer.hide("key-1");
    issuer.show("key-2", "msteams");
    clock.move(Duration.ofHours(25));
    assertThat(keys.find("key-1")).isPresent();
    // The background loading holds the lock that this one waits for.
    assertThat(keys.find("key-2")).isPresent();
    assertThat(keys.find("key-1")).isEmpty();
  }

  @Test
  void whileNoneWasEverLoadedNobodyKnows() {
    issuer.answer(503);
    assertThatThrownBy(() -> keys.find("key-1")).isInstanceOf(IOException.class);
    issuer.answer(302);
    clock.move(Duration.ofMinutes(1));
    assertThatThrownBy(() -> keys.find("key-1")).isInstanceOf(IOException.class);
  }

  @Test
  void theFirstAreTriedForAgainSoon() throws IOException {
    issuer.answer(503);
    assertThatThrownBy(() -> keys.find("key-1")).isInstanceOf(IOException.class);
    assertThat(keys.areThere()).isFalse();
    issuer.answer(200);
    clock.move(Duration.ofSeconds(5));
    assertThat(keys.find("key-1")).isPresent();
  }

  @Test
  void whoeverHasAKnownOneDoesNotWaitWhileOthersAreLoaded() throws IOException {
    keys.find("key-1");
    issuer.show("key-2", "msteams");
    // The loading goes on only once the known one was found.
    issuer.whenAsked(() -> {
      try {
        keys.find("key-1");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    clock.move(Duration.ofMinutes(1));
    assertThat(keys.find("key-2")).isPresent();
    clock.move(Duration.ofHours(25));
    assertThat(keys.find("key-1")).isPresent();
  }

  @Test
  void whoeverRunsTheBotLearnsThatTheyCannotBeLoadedAnew() throws IOException {
    assertThat(keys.areThere()).isTrue();
    issuer.answer(500);
    clock.move(Duration.ofHours(25));
    assertThat(keys.find("key-1")).isPresent();
    clock.move(Duration.ofMinutes(1));
    assertThatThrownBy(() -> keys.find("key-2")).isInstanceOf(IOException.class);
    assertThat(keys.areThere()).isFalse();

    issuer.answer(200);
    clock.move(Duration.ofMinutes(1));
    assertThat(keys.areThere()).isTrue();
  }

  @Test
  void keysThatAnybodyCouldServeAreNotTaken() {
    // Another name of this machine, as if it were another machine.
    issuer.leadBy("0.0.0.0");
    assertThatThrownBy(() -> keys.find("key-1")).isInstanceOf(IOException.class);
  }

  @Test
  void aSetOfKeysWithoutEndIsNotTaken() {
    issuer.show("k".repeat(1 << 20), "msteams");
    assertThatThrownBy(() -> keys.find("key-1")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https:keys", "https:///keys", "file:///etc/hostname", "not a url"})
  void anAddressOfTheKeysThatIsNoneIsAFailureLikeOthers(String address) {
    issuer.lead(address);
    assertThatThrownBy(() -> keys.find("key-1")).isInstanceOf(IOException.class);
  }

  @Test
  @Timeout(300)
  void aServerThatSaysNothingIsGivenUp() {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var mute = new Keys(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), clock)) {
      assertThatThrownBy(() -> mute.find("key-1")).isInstanceOf(IOException.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
