package dev.plotline.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final FakeTicks ticks = new FakeTicks();

  @Test
  void noSecondHoldsMoreCallsThanAllowed() throws Exception {
    var pace = new Pace(30, ticks);
    var passed = new ArrayList<Long>();
    for (int call = 0; call < 200; call++) {
      assertThat(pace.await(Deadline.in(LONG, ticks))).isTrue();
      passed.add(ticks.nanos());
      if (call % 7 == 0) {
        ticks.sleep(Duration.ofMillis(11));
      }
    }
    for (int call = 30; call < passed.size(); call++) {
      assertThat(passed.get(call) - passed.get(call - 30)).isGreaterThanOrEqualTo(1_000_000_000L);
    }
    assertThat(passed.get(29) - passed.get(0)).isLessThan(1_000_000_000L);
  }

  @Test
  void callsBelowTheRateDoNotWait() throws Exception {
    var pace = new Pace(2, ticks);
    for (int call = 0; call < 10; call++) {
      assertThat(pace.await(Deadline.in(LONG, ticks))).isTrue();
      ticks.sleep(Duration.ofMillis(500));
    }
    assertThat(ticks.slept()).hasSize(10).containsOnly(Duration.ofMillis(500));
  }

  @Test
  void turnAfterTheDeadlineIsRefusedAtOnceAndTakesNobodysPlace() throws Exception {
    var pace = new Pace(1, ticks);
    assertThat(pace.await(Deadline.in(LONG, ticks))).isTrue();
    for (int call = 0; call < 5; call++) {
      assertThat(pace.await(Deadline.in(Duration.ofMillis(900), ticks))).isFalse();
    }
    assertThat(ticks.slept()).isEmpty();
    assertThat(pace.await(Deadline.in(LONG, ticks))).isTrue();
    assertThat(ticks.slept()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void waitingCanBeInterrupted() throws Exception {
    var pace = new Pace(1, ticks);
    pace.await(Deadline.in(LONG, ticks));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pace.await(Deadline.in(LONG, ticks)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void pausesGrowAndEndWithTheDeadline() throws Exception {
    var deadline = Deadline.in(Duration.ofSeconds(60), ticks);
    int attempt = 1;
    while (deadline.pause(attempt)) {
      attempt++;
    }
    assertThat(ticks.slept()).allMatch(p -> p.compareTo(Duration.ofSeconds(8)) < 0);
    assertThat(ticks.slept().get(0)).isLessThan(Duration.ofMillis(500));
    assertThat(ticks.slept().get(5)).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    assertThat(deadline.left()).isPositive().isLessThan(Duration.ofSeconds(8));
  }
}
