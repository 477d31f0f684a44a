package dev.plotline.teams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatesTest {
  private final AtomicLong reading = new AtomicLong();

  /// As real ones do, it goes on between two readings.
  private final InstantSource clock =
      () -> Instant.EPOCH.plusNanos(1_000 * reading.incrementAndGet());

  @Test
  void whoKeepsTheLimitsWaitsNotEvenForAMoment() {
    var rates = Rates.ofConversations(clock);
    for (int i = 0; i < 7; i++) {
      assertThat(rates.ahead("a")).isEqualTo(Duration.ZERO);
      assertThat(rates.take("a")).isEqualTo(Duration.ZERO);
    }
    assertThat(rates.ahead("a")).isGreaterThan(Duration.ofSeconds(1));
    assertThat(rates.ahead("b")).isEqualTo(Duration.ZERO);
  }

  @Test
  void theLongestThatTheServiceAskedForHolds() {
    var rates = Rates.ofConversations(clock);
    rates.hold("a", Duration.ofSeconds(20));
    rates.hold("a", Duration.ofSeconds(1));
    assertThat(rates.ahead("a")).isGreaterThan(Duration.ofSeconds(19));
  }
}
